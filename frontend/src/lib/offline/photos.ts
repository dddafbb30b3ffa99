import { answer, api, understood } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';
import { later } from './outbox.ts';
import { store, type LocalPhoto } from './store.ts';

/** Brings a photo to the server; throws a `Failure`. Sent again it is kept once, by its id. */
export async function sendPhoto(photo: LocalPhoto): Promise<void> {
	const form = new FormData();
	form.set('id', photo.id);
	form.set('conversation_id', photo.talk);
	form.set('at', photo.at);
	form.set('alt', photo.alt);
	form.set('file', new Blob([photo.jpeg], { type: 'image/jpeg' }), 'page.jpg');
	let response: Response;
	try {
		response = await fetch('/v1/photos', { method: 'POST', body: form });
	} catch {
		throw new Failure(0, 'offline');
	}
	if (!response.ok) throw understood(await response.json().catch(() => null), response);
}

/** Says what can be seen on a photo that the server has; the last word is the right one. */
export async function describeThere(id: string, alt: string): Promise<void> {
	const params = { path: { photo_id: id }, header: { 'If-Match': '*' } };
	await answer(api.PATCH('/v1/photos/{photo_id}', { body: { alt }, params }));
}

/** Puts a photo on the disk of this device; it is there when this returns. */
export async function keepPhoto(photo: LocalPhoto): Promise<void> {
	await store.write(['photos'], ({ photos }) => photos.put(photo));
}

/** The photos of one account that the server does not have, the first taken first. */
export async function photosHere(account: string): Promise<LocalPhoto[]> {
	const found = await store.read('photos', (photos) => photos.where('account', account));
	return found.sort((one, other) => (one.at < other.at ? -1 : 1));
}

/** What can be seen on a photo that is still here; false once it has travelled. */
export async function describeHere(account: string, id: string, alt: string): Promise<boolean> {
	return change(account, id, { alt });
}

function change(account: string, id: string, fields: Partial<LocalPhoto>): Promise<boolean> {
	return store.write(['photos'], ({ photos }) => photos.change([account, id], fields));
}

/** Takes a photo away that the server does not have. */
export async function giveUpPhoto(account: string, id: string): Promise<void> {
	await store.write(['photos'], ({ photos }) => photos.delete([account, id]));
}

/**
 * Brings what is here to the server, and stops where the network or a busy server keeps one back.
 * What the server refuses stays, and the rest goes on. Answers the talks whose photos arrived.
 */
export async function bringPhotos(
	account: string,
	send = sendPhoto,
	describe = describeThere
): Promise<string[]> {
	const talks = new Set<string>();
	for (const photo of await photosHere(account)) {
		if (photo.refused !== null) continue;
		try {
			await send(photo);
			const now = await store.read('photos', (photos) => photos.get([account, photo.id]));
			// Described while it was on its way.
			if (now && now.alt !== photo.alt) await describe(photo.id, now.alt);
			await giveUpPhoto(account, photo.id);
			talks.add(photo.talk);
		} catch (reason) {
			const failure = reason instanceof Failure ? reason : new Failure(0, 'offline');
			if (later(failure)) break;
			await change(account, photo.id, { refused: failure.code });
		}
	}
	return [...talks];
}
