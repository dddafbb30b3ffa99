import { onDestroy } from 'svelte';

/** How often work under way is asked how far it is, in ms. */
const EVERY_MS = 900;

/** Reads something again and again while it is under way. Made in a component, it ends with it. */
export function follower<T>(
	working: (one: T) => boolean,
	read: (one: T) => Promise<T>,
	shown: (one: T) => void
): { follow: (one: T) => void; stop: () => void } {
	let timer: ReturnType<typeof setTimeout>;
	const stop = () => clearTimeout(timer);
	onDestroy(stop);

	function follow(one: T) {
		stop();
		shown(one);
		if (!working(one)) return;
		timer = setTimeout(async () => {
			// A network that is away for a moment only delays the next look.
			follow(await read(one).catch(() => one));
		}, EVERY_MS);
	}
	return { follow, stop };
}
