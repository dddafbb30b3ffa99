/// <reference types="@sveltejs/kit" />
import { self } from '$app/service-worker';
import { assets, immutable } from '$app/manifest';
import { version } from '$app/env';

const SHELL = `shell-${version}`;
const PAGE = '/';
/** So long a weak network may keep a person waiting for the page, in ms. */
const PATIENCE_MS = 3_000;

self.addEventListener('install', (event) => {
	event.waitUntil(
		caches
			.open(SHELL)
			.then((cache) =>
				cache.addAll([
					PAGE,
					...[...immutable, ...assets].map((file) => `/${file.path}`.replace('//', '/'))
				])
			)
	);
});

self.addEventListener('activate', (event) => {
	event.waitUntil(
		caches
			.keys()
			.then((names) =>
				Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name)))
			)
	);
});

self.addEventListener('message', (event) => {
	if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
	const url = new URL(event.request.url);
	// What the API says is never kept here: it is a person's, and the store has its own rules.
	if (event.request.method !== 'GET' || url.origin !== location.origin) return;
	if (url.pathname.startsWith('/v1/') || url.pathname.startsWith('/health')) return;
	event.respondWith(event.request.mode === 'navigate' ? page(event.request) : shell(event.request));
});

/** The page from the network, so that a new version arrives; from the shell when there is none. */
async function page(request: Request): Promise<Response> {
	const kept = await caches.match(PAGE);
	if (!kept) return fetch(request);
	const patience = new Promise<Response>((give) =>
		setTimeout(() => give(kept.clone()), PATIENCE_MS)
	);
	return Promise.race([fetch(request), patience]).catch(() => kept);
}

async function shell(request: Request): Promise<Response> {
	return (await caches.match(request)) ?? fetch(request);
}
