/** What a person wrote and the server may not have, on the disk of this device. */

import { given, Shelf } from './shelf.ts';

/** A write that waits for the network, or was refused and waits for the person. */
export interface Outgoing {
	id: string;
	account: string;
	/** Shape of this entry; the server accepts each for a year. */
	format: 1;
	at: number;
	method: 'POST' | 'PUT';
	path: string;
	body: unknown;
	/** What the person sees in the list: "Your note about Ewan". */
	label: string;
	refused: string | null;
}

/** The text of a message as it stands on this device, not yet saved by the server. */
export interface LocalDraft {
	account: string;
	thread: string;
	kind: string;
	id: string;
	channel: string;
	subject: string | null;
	body: string;
	at: number;
}

/** An entry of a talk as every device of its person has it: written once, never changed. */
export interface LocalEntry {
	account: string;
	id: string;
	talk: string;
	kind: 'line' | 'mark' | 'asked';
	tag: string;
	text: string;
	/** The moment it belongs to, as an ISO instant of the device that wrote it. */
	at: string;
	supersedes: string | null;
	gone: boolean;
	promiser: string | null;
	due_on: string | null;
	question_id: string | null;
	format: 1;
	/** Its place among what this device wrote; what came from others has 0. */
	order: number;
	/** The generation of the feed that contained it; 0 when none did. */
	seen: number;
	refused: string | null;
}

/** How far this device has read the server's feed of entries. */
export interface FeedState {
	account: string;
	cursor: string | null;
	/** One more whenever the server begins anew: what was seen before may be missing there. */
	generation: number;
	/** Number of the last entry that was written here. */
	order: number;
}

/** A talk that is under way on this device: it survives the browser as well. */
export interface OpenTalk {
	account: string;
	talk: string;
	/** One key, or notes; null before it was begun. */
	way: 'key' | 'notes' | null;
	/** What is typed and not yet a line. */
	text: string;
}

/** A photo of a paper page that the server does not have yet. */
export interface LocalPhoto {
	account: string;
	id: string;
	talk: string;
	/** When it was taken or chosen, as an ISO instant. */
	at: string;
	/** What can be seen, in words. */
	alt: string;
	width: number;
	height: number;
	/** Bytes, not a Blob: some phones lose a Blob that waits in a store. */
	jpeg: ArrayBuffer;
	refused: string | null;
}

interface Kept {
	outbox: Outgoing;
	drafts: LocalDraft;
	entries: LocalEntry;
	feeds: FeedState;
	open_talks: OpenTalk;
	photos: LocalPhoto;
}

type Table = keyof Kept;
type Shelves<Name extends Table> = { [One in Name]: Shelf<Kept[One]> };

/** As the databases are that an earlier library has made: versions in tens, brackets in names. */
const VERSION = 30;

function upgrade(database: IDBDatabase, from: number): void {
	const make = (name: Table, key: string | string[], ...indexes: string[][]) => {
		const table = database.createObjectStore(name, { keyPath: key });
		for (const path of indexes) table.createIndex(`[${path.join('+')}]`, path);
		return table;
	};
	if (from < 10) {
		make('outbox', 'id').createIndex('account', 'account');
		make('drafts', ['account', 'thread', 'kind']).createIndex('account', 'account');
	}
	if (from < 20) {
		const seen = [
			['account', 'talk'],
			['account', 'seen']
		];
		make('entries', ['account', 'id'], ...seen).createIndex('account', 'account');
		make('feeds', 'account');
		make('open_talks', ['account', 'talk']).createIndex('account', 'account');
	}
	if (from < 30) make('photos', ['account', 'id']).createIndex('account', 'account');
}

/** The database of this device, opened when it is first asked for and again whenever it was ended. */
export class Store {
	#opened: Promise<IDBDatabase> | undefined;
	#channel: BroadcastChannel | undefined;

	constructor(private readonly name = 'askwell') {}

	/** Reads one table as it stands at one moment. */
	async read<Name extends Table, Result>(
		table: Name,
		work: (rows: Shelf<Kept[Name]>) => Promise<Result>
	): Promise<Result> {
		const database = await this.#open();
		return work(new Shelf(database.transaction(table).objectStore(table)));
	}

	/**
	 * Changes some tables, all or nothing; it is on the disk when this returns. Throws what `work`
	 * throws, or why the disk would not take it.
	 */
	async write<Name extends Table, Result>(
		tables: readonly Name[],
		work: (rows: Shelves<Name>) => Promise<Result>
	): Promise<Result> {
		const database = await this.#open();
		// What a person wrote must survive a phone that dies in the same second.
		const run = database.transaction(tables, 'readwrite', { durability: 'strict' });
		const kept = new Promise<void>((done, fail) => {
			run.oncomplete = () => done();
			run.onabort = () => fail(run.error);
		});
		const shelves = Object.fromEntries(
			tables.map((name) => [name, new Shelf(run.objectStore(name))])
		) as Shelves<Name>;
		const [result] = await Promise.all([
			work(shelves).catch((reason: unknown) => {
				abort(run);
				throw reason;
			}),
			kept
		]);
		this.#channel ??= new BroadcastChannel(this.name);
		this.#channel.postMessage(tables);
		return result;
	}

	/** Tells when rows of a table were changed, here or in another window; answers how to stop. */
	watch(table: Table, tell: () => void): () => void {
		const channel = new BroadcastChannel(this.name);
		channel.onmessage = ({ data }: MessageEvent<Table[]>) => {
			if (data.includes(table)) tell();
		};
		return () => channel.close();
	}

	/** Takes the whole database away. */
	async remove(): Promise<void> {
		(await this.#opened)?.close();
		this.#opened = undefined;
		this.#channel?.close();
		this.#channel = undefined;
		await given(indexedDB.deleteDatabase(this.name));
	}

	#open(): Promise<IDBDatabase> {
		return (this.#opened ??= this.#opening().catch((reason: unknown) => {
			this.#opened = undefined;
			throw reason;
		}));
	}

	async #opening(): Promise<IDBDatabase> {
		const request = indexedDB.open(this.name, VERSION);
		request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion);
		const database = await given(request);
		// The browser ended it, or another window needs it newer or gone: opened anew when asked for.
		database.onclose = database.onversionchange = () => {
			database.close();
			this.#opened = undefined;
		};
		return database;
	}
}

function abort(run: IDBTransaction): void {
	try {
		run.abort();
	} catch {
		// A request that failed has ended it before.
	}
}

export const store = new Store();

/** Removes everything that one account wrote from this device. */
export async function forgetWritten(account: string): Promise<void> {
	const tables = ['outbox', 'drafts', 'entries', 'open_talks', 'photos'] as const;
	await store.write([...tables, 'feeds'], async (rows) => {
		for (const table of tables) await rows[table].deleteWhere('account', account);
		await rows.feeds.delete(account);
	});
}
