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

/** What the API seals into a push (`api/deliveries/pushing.py`). */
interface Pushed {
	title: string;
	body: string;
	path: string;
	tag: string;
}

self.addEventListener('push', (event) => {
	const said = event.data?.json() as Pushed | undefined;
	if (!said) return;
	event.waitUntil(
		self.registration.showNotification(said.title, {
			body: said.body,
			tag: said.tag,
			icon: '/icon-192.png',
			data: { path: said.path }
		})
	);
});

self.addEventListener('notificationclick', (event) => {
	event.notification.close();
	const { path } = event.notification.data as { path: string };
	event.waitUntil(open(new URL(path, location.origin)));
});

/** Brings the app that is open there, or opens it. */
async function open(url: URL): Promise<void> {
	// Only a path of ours: what was sealed by somebody else must not lead elsewhere.
	if (url.origin !== location.origin) return;
	const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
	const tab = tabs.find((one) => one.focused) ?? tabs[0];
	if (!tab) {
		await self.clients.openWindow(url.href);
		return;
	}
	// The app goes there by itself, without loading anew: what is being written stays. Before it is
	// brought to the front, which a browser may refuse.
	tab.postMessage({ go: url.pathname + url.search });
	await tab.focus();
}

self.addEventListener('message', (event) => {
	if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
	const url = new URL(event.request.url);
	// What the API says is never kept here: it is a person's, and the store has its own rules.
	if (event.request.method !== 'GET' || url.origin !== location.origin) return;
	if (/^\/(v1|health|developers|problems)(\/|$)/.test(url.pathname)) return;
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
