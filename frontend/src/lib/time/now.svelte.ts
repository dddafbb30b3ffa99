import { createSubscriber } from 'svelte/reactivity';

const tick = createSubscriber((update) => {
	const timer = setInterval(update, 30_000);
	return () => clearInterval(timer);
});

/** The present time; what shows it is drawn again twice a minute. */
export function now(): Date {
	tick();
	return new Date();
}
