import { Dexie, type EntityTable, type Table } from 'dexie';

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

export class Store extends Dexie {
	outbox!: EntityTable<Outgoing, 'id'>;
	drafts!: Table<LocalDraft, [string, string, string]>;
	entries!: Table<LocalEntry, [string, string]>;
	feeds!: EntityTable<FeedState, 'account'>;
	open_talks!: Table<OpenTalk, [string, string]>;
	photos!: Table<LocalPhoto, [string, string]>;

	constructor(name = 'askwell') {
		// What a person wrote must survive a phone that dies in the same second.
		super(name, { chromeTransactionDurability: 'strict' });
		this.version(1).stores({
			outbox: 'id, account',
			drafts: '[account+thread+kind], account'
		});
		this.version(2).stores({
			entries: '[account+id], [account+talk], [account+seen], account',
			feeds: 'account',
			open_talks: '[account+talk], account'
		});
		this.version(3).stores({ photos: '[account+id], account' });
	}
}

export const store = new Store();

/** Removes everything that one account wrote from this device. */
export async function forgetWritten(account: string): Promise<void> {
	const tables = [
		store.outbox,
		store.drafts,
		store.entries,
		store.feeds,
		store.open_talks,
		store.photos
	];
	await store.transaction('rw', tables, async () => {
		for (const table of tables) {
			await (table as Table).where('account').equals(account).delete();
		}
	});
}
