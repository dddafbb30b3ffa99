import { answer, api, type Schema } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';
import { query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import {
	describeHere,
	describeThere,
	giveUpPhoto,
	keepPhoto,
	sendPhoto
} from '#lib/offline/photos.ts';
import type { LocalPhoto } from '#lib/offline/store.ts';
import { look, somethingIsHere } from '#lib/offline/travel.svelte.ts';
import * as m from '#lib/paraglide/messages.js';
import { account } from '#lib/session/account.ts';
import { me } from '#lib/session/session.svelte.ts';
import { say } from '#lib/ui/toasts.svelte.ts';
import { shrink } from './shrink.ts';

export type Photo = Schema['PhotoRead'];

/** The photos of a talk that the server has. */
export const photos = (talk: string) =>
	query(`talk/${talk}/photos`, () =>
		answer(
			api.GET('/v1/conversations/{conversation_id}/photos', {
				params: { path: { conversation_id: talk } }
			})
		)
	);

/**
 * Keeps a photo with a talk. When this returns it is on the disk of this device, or, where it has
 * none to give, on the server; it travels by itself. Throws a `Failure`.
 */
export async function addPhoto(talk: string, file: Blob): Promise<void> {
	const owner = account();
	if (!owner) throw new Failure(401, 'signed-out');
	if (me().data?.example) throw new Failure(403, 'example-is-read-only');
	const made: LocalPhoto = {
		account: owner,
		id: newId(),
		talk,
		at: new Date().toISOString(),
		alt: '',
		refused: null,
		...(await shrink(file))
	};
	try {
		await keepPhoto(made);
	} catch {
		await sendPhoto(made);
		photos(talk).invalidate();
		return;
	}
	await somethingIsHere();
}

/** Says what can be seen, wherever the photo is. */
export async function describePhoto(talk: string, id: string, alt: string): Promise<void> {
	const owner = account();
	if (!owner) throw new Failure(401, 'signed-out');
	if (await describeHere(owner, id, alt)) await look();
	else {
		await describeThere(id, alt);
		photos(talk).invalidate();
	}
}

/** Takes a photo away that the server has; *Undo* brings it back. */
export async function removePhoto(talk: string, id: string): Promise<void> {
	const path = { photo_id: id };
	const header = { 'If-Match': '*' };
	await answer(api.DELETE('/v1/photos/{photo_id}', { params: { path, header } }));
	photos(talk).invalidate();
	say(m.photo_gone(), async () => {
		await answer(api.POST('/v1/photos/{photo_id}/restore', { params: { path } }));
		photos(talk).invalidate();
	});
}

/** Takes a photo away that is on this device alone; *Undo* brings it back. */
export async function removeHere(photo: LocalPhoto): Promise<void> {
	await giveUpPhoto(photo.account, photo.id);
	await look();
	say(m.photo_gone(), async () => {
		await keepPhoto({ ...photo, refused: null });
		await somethingIsHere();
	});
}
