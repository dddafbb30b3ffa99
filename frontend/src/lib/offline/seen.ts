/**
 * What the server said, as it was last seen on this device, by account. A database of its own with
 * no library over it: it is read at every start, where each kilobyte counts, and may be lost.
 */

const NAME = 'askwell-seen';
const TABLE = 'seen';
/** What was not looked at for so long is dropped, in ms. */
const KEPT_MS = 60 * 24 * 3_600_000;

interface Seen {
	account: string;
	key: string;
	data: unknown;
	at: number;
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
	opened ??= new Promise((done, fail) => {
		const request = indexedDB.open(NAME, 1);
		request.onupgradeneeded = () => {
			const table = request.result.createObjectStore(TABLE, { keyPath: ['account', 'key'] });
			table.createIndex('at', 'at');
		};
		request.onsuccess = () => done(request.result);
		request.onerror = () => fail(request.error);
	});
	return opened;
}

async function run<T>(
	mode: IDBTransactionMode,
	work: (table: IDBObjectStore) => IDBRequest<T>
): Promise<T> {
	const database = await open();
	return new Promise((done, fail) => {
		const request = work(database.transaction(TABLE, mode).objectStore(TABLE));
		request.onsuccess = () => done(request.result);
		request.onerror = () => fail(request.error);
	});
}

/** Keeps an answer for reading without a network. Losing it loses nothing, so it never throws. */
export async function keepSeen(account: string, key: string, data: unknown): Promise<void> {
	try {
		const seen: Seen = { account, key, data, at: Date.now() };
		await run('readwrite', (table) => table.put(seen));
	} catch {
		// A full or forbidden store only means that this is not there offline.
	}
}

/** What was last seen under this key by this account. */
export async function recallSeen<T>(account: string, key: string): Promise<T | undefined> {
	try {
		const seen = await run('readonly', (table) => table.get([account, key]));
		return (seen as Seen | undefined)?.data as T | undefined;
	} catch {
		return undefined;
	}
}

/** Drops everything one account has seen here. */
export async function forgetSeen(account: string): Promise<void> {
	await run('readwrite', (table) => table.delete(IDBKeyRange.bound([account], [account, []])));
}

/** Drops what was last seen long ago. */
export async function tidySeen(now: number): Promise<void> {
	const database = await open();
	const old = database
		.transaction(TABLE, 'readwrite')
		.objectStore(TABLE)
		.index('at')
		.openCursor(IDBKeyRange.upperBound(now - KEPT_MS));
	old.onsuccess = () => {
		old.result?.delete();
		old.result?.continue();
	};
}
