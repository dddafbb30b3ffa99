import { goto } from '$app/navigation';
import { dev } from '$app/env';

class Update {
	/** A newer app has been fetched and waits to take over. */
	ready = $state(false);
}

export const update = new Update();

let waiting: ServiceWorker | null = null;

/** Registers the service worker; says when a newer app waits. */
export async function registerWorker(): Promise<void> {
	if (dev || !('serviceWorker' in navigator)) return;
	// Some browsers forbid it in private windows; the app then simply needs its network.
	const registration = await navigator.serviceWorker
		.register('/service-worker.js')
		.catch(() => undefined);
	if (!registration) return;
	// A notification was tapped, and the app is open here.
	navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ go?: string }>) => {
		if (data.go) void goto(data.go);
	});
	const offer = (worker: ServiceWorker | null) => {
		// Without a controller this is the first visit: there is nothing older to replace.
		if (!worker || !navigator.serviceWorker.controller) return;
		waiting = worker;
		update.ready = true;
	};
	offer(registration.waiting);
	registration.addEventListener('updatefound', () => {
		const worker = registration.installing;
		worker?.addEventListener('statechange', () => {
			if (worker.state === 'installed') offer(worker);
		});
	});
}

/** Lets the newer app take over; the page loads anew. */
export function loadUpdate(): void {
	navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
	waiting?.postMessage('take-over');
}
