import { Failure } from '#lib/http/failure.ts';
import { understood } from '#lib/http/api.ts';
import { store, type Outgoing } from './store.ts';

export type Send = (entry: Outgoing) => Promise<void>;

/** Sends an entry as it was written; throws a `Failure`. */
export async function sendEntry(entry: Outgoing): Promise<void> {
	let response: Response;
	try {
		response = await fetch(entry.path, {
			method: entry.method,
			headers: { 'Content-Type': 'application/json', 'Idempotency-Key': entry.id },
			body: JSON.stringify(entry.body)
		});
	} catch {
		throw new Failure(0, 'offline');
	}
	if (!response.ok) throw understood(await response.json().catch(() => null), response);
}

/** Puts a write in the queue; it is on the disk when this returns. */
export async function enqueue(entry: Outgoing): Promise<void> {
	await store.write(['outbox'], ({ outbox }) => outbox.add(entry));
}

/** Entries of one account in the order they were written: the one of their ids. */
export async function waiting(account: string): Promise<Outgoing[]> {
	return store.read('outbox', (outbox) => outbox.where('account', account));
}

/** Whether anything waits here, of any account. */
export async function anything(): Promise<boolean> {
	const here = [
		store.read('outbox', (outbox) => outbox.count()),
		store.read('photos', (photos) => photos.count())
	];
	return (await Promise.all(here)).some((count) => count > 0);
}

/** Takes an entry out of the queue; the person has given it up. */
export async function giveUp(id: string): Promise<void> {
	await store.write(['outbox'], ({ outbox }) => outbox.delete(id));
}

/**
 * Sends what waits, in order, and stops at the first entry that the network or a busy server keeps
 * back. What the server refuses stays in the visible list and the rest goes on. Answers how many
 * arrived.
 */
export async function drain(account: string, send: Send = sendEntry): Promise<number> {
	let arrived = 0;
	for (const entry of await waiting(account)) {
		if (entry.refused !== null) continue;
		try {
			await send(entry);
			await giveUp(entry.id);
			arrived += 1;
		} catch (reason) {
			const failure = reason instanceof Failure ? reason : new Failure(0, 'offline');
			if (later(failure)) break;
			const refused = { refused: failure.code };
			await store.write(['outbox'], ({ outbox }) => outbox.change(entry.id, refused));
		}
	}
	return arrived;
}

/** Whether trying again later can help: no network, not signed in, too many, or a server in trouble. */
export function later(failure: Failure): boolean {
	return (
		failure.status === 0 ||
		failure.status === 401 ||
		failure.status === 429 ||
		failure.status >= 500
	);
}
