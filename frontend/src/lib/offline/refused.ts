import { account } from '#lib/session/account.ts';
import { notebook } from './bearer.ts';
import { giveUp } from './outbox.ts';
import { giveUpPhoto, keepPhoto } from './photos.ts';
import type { LocalPhoto } from './store.ts';
import { drainNow, look, somethingIsHere } from './travel.svelte.ts';

/** Gives up an entry that could not be saved. */
export async function discard(id: string): Promise<void> {
	await giveUp(id);
	await look();
}

/** Gives up a note that could not be saved. */
export async function discardNote(id: string): Promise<void> {
	const owner = account();
	if (!owner) return;
	await notebook(owner).giveUp(id);
	await look();
}

/** What was refused is sent once more: its talk may be back. */
export async function tryNoteAgain(id: string): Promise<void> {
	const owner = account();
	if (!owner) return;
	await notebook(owner).tryAgain(id);
	await look();
	await drainNow();
}

/** Gives up a photo that could not be saved. */
export async function discardPhoto(id: string): Promise<void> {
	const owner = account();
	if (!owner) return;
	await giveUpPhoto(owner, id);
	await look();
}

/** What was refused is sent once more. */
export async function tryPhotoAgain(photo: LocalPhoto): Promise<void> {
	await keepPhoto({ ...photo, refused: null });
	await somethingIsHere();
}
