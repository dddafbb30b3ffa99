import { goto } from '$app/navigation';

/** Where the second key after `g` leads. */
const PLACES: Record<string, string> = {
	t: '/',
	p: '/people',
	k: '/talks',
	g: '/growth',
	s: '/settings'
};
/** So long after `g` the second key may come, in ms. */
const PATIENCE_MS = 1_200;

const KEY = 'askwell.keys';

/**
 * Whether single keys are heard on this device. Who speaks to their computer, or brushes keys, must
 * be able to switch them off (WCAG 2.1.4); Ctrl-K stays.
 */
export function singleKeys(): boolean {
	try {
		return localStorage.getItem(KEY) !== 'off';
	} catch {
		return true;
	}
}

/** Has single keys heard on this device, or not. */
export function setSingleKeys(on: boolean): void {
	try {
		if (on) localStorage.removeItem(KEY);
		else localStorage.setItem(KEY, 'off');
	} catch {
		// Without storage they stay as they are until the app is opened again.
	}
}

/** Keys of the desk: `/` and Ctrl-K search, `c` adds, `g p` goes to People, `?` shows them all. */
export function watchKeys(help: () => void): () => void {
	let leading = 0;

	function onkeydown(event: KeyboardEvent) {
		const search = event.key === 'k' && (event.metaKey || event.ctrlKey);
		if (search) {
			event.preventDefault();
			void goto('/search');
			return;
		}
		if (event.metaKey || event.ctrlKey || event.altKey || busy(event.target)) return;
		if (!singleKeys()) return;
		const led = event.timeStamp - leading < PATIENCE_MS;
		leading = 0;
		const place = led ? PLACES[event.key] : undefined;
		if (place) void goto(place);
		else if (event.key === 'g') leading = event.timeStamp;
		else if (event.key === '/') {
			event.preventDefault();
			void goto('/search');
		} else if (event.key === 'c') void goto('/people/new');
		else if (event.key === '?') help();
	}

	addEventListener('keydown', onkeydown);
	return () => removeEventListener('keydown', onkeydown);
}

/** Whether the keys belong to something else now: a field, or an open sheet. */
function busy(target: EventTarget | null): boolean {
	const field = target instanceof HTMLElement && target.closest('input, textarea, select, dialog');
	return Boolean(field) || document.querySelector('dialog[open]') !== null;
}
