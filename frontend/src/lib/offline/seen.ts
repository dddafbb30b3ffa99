import { store } from './store.ts';

/** What was not looked at for so long is dropped, in ms. */
const KEPT_MS = 60 * 24 * 3_600_000;

/** Keeps an answer for reading without a network. Losing it loses nothing, so it never throws. */
export async function keepSeen(account: string, key: string, data: unknown): Promise<void> {
	try {
		await store.seen.put({ account, key, data, at: Date.now() });
	} catch {
		// A full or forbidden store only means that this is not there offline.
	}
}

/** What was last seen under this key by this account. */
export async function recallSeen<T>(account: string, key: string): Promise<T | undefined> {
	try {
		return (await store.seen.get([account, key]))?.data as T | undefined;
	} catch {
		return undefined;
	}
}

/** Drops what was last seen long ago. */
export async function tidySeen(now: number): Promise<void> {
	await store.seen
		.where('at')
		.below(now - KEPT_MS)
		.delete();
}
