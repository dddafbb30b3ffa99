import { answer, api } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';
import { newId } from '#lib/ids.ts';
import { account } from '#lib/session/account.ts';
import { me } from '#lib/session/session.svelte.ts';
import { asSent, notebook } from './bearer.ts';
import type { Written } from './notebook.ts';
import { standing } from './standing.ts';
import type { LocalEntry } from './store.ts';
import { drainNow, look, notesAreHere, travel } from './travel.svelte.ts';

/** What is new about an entry; its id and its talk come by themselves. */
export type Fresh = Omit<Written, 'id' | 'talk' | 'at'> & { at?: string };

let last = 0;

/** The present, a millisecond later each time: entries stand in the order they were written. */
function moment(): string {
	last = Math.max(Date.now(), last + 1);
	return new Date(last).toISOString();
}

/**
 * Writes entries of a talk down. When this returns they are on the disk of this device (true), or,
 * where it has none to give, on the server (false); anything else is thrown. They travel by
 * themselves.
 */
export async function writeDown(talk: string, fresh: readonly Fresh[]): Promise<boolean> {
	const owner = account();
	if (!owner) throw new Failure(401, 'signed-out');
	if (me().data?.example) throw new Failure(403, 'example-is-read-only');
	const written = fresh.map((one): Written => ({
		...one,
		id: newId(),
		talk,
		at: one.at ?? moment()
	}));
	try {
		await notebook(owner).keep(written);
	} catch {
		await straight(written);
		return false;
	}
	notesAreHere();
	await look();
	void drainNow();
	return true;
}

/** To the server at once, for a device whose storage is forbidden or full. */
async function straight(written: readonly Written[]): Promise<void> {
	const entries = written.map((one) => asSent(one as LocalEntry));
	const { items } = await answer(api.POST('/v1/entries', { body: { entries } }));
	const refused = items.find((one) => one.code !== null);
	if (refused) throw new Failure(409, refused.code ?? '');
}

/**
 * The entries of a talk as they stand, from this device after a look at the server. Without a
 * network it is what the device has; a `Failure` when it never had any.
 */
export async function readDown(talk: string): Promise<LocalEntry[]> {
	const owner = account();
	if (!owner) throw new Failure(401, 'signed-out');
	notesAreHere();
	await drainNow();
	const notes = notebook(owner);
	const known = await notes.ofTalk(talk);
	if (known.length === 0 && !(await notes.knows())) {
		throw new Failure(travel.online ? 503 : 0, travel.online ? 'unavailable' : 'offline');
	}
	return standing(known);
}

/** The same without asking the server. */
export async function standingHere(talk: string): Promise<LocalEntry[]> {
	const owner = account();
	return owner ? standing(await notebook(owner).ofTalk(talk)) : [];
}
