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

class Store extends Dexie {
	outbox!: EntityTable<Outgoing, 'id'>;
	drafts!: Table<LocalDraft, [string, string, string]>;

	constructor() {
		// What a person wrote must survive a phone that dies in the same second.
		super('askwell', { chromeTransactionDurability: 'strict' });
		this.version(1).stores({
			outbox: 'id, account',
			drafts: '[account+thread+kind], account'
		});
	}
}

export const store = new Store();

/** Removes everything that one account wrote from this device. */
export async function forgetWritten(account: string): Promise<void> {
	await store.transaction('rw', store.outbox, store.drafts, async () => {
		await store.outbox.where('account').equals(account).delete();
		await store.drafts.where('account').equals(account).delete();
	});
}
