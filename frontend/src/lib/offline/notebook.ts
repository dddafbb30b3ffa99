import { Dexie } from 'dexie';
import { Failure } from '#lib/http/failure.ts';
import type { FeedState, LocalEntry, Store } from './store.ts';

/** An entry as the person wrote it, before this device gave it a place. */
export type Written = Pick<LocalEntry, 'id' | 'talk' | 'at'> &
	Partial<
		Pick<
			LocalEntry,
			'kind' | 'tag' | 'text' | 'supersedes' | 'gone' | 'promiser' | 'due_on' | 'question_id'
		>
	>;

/** A page of the server's feed of entries. */
export interface FeedPage {
	items: { id: string; entry: Written | null }[];
	cursor: string;
	anew: boolean;
	more: boolean;
}

/** The two calls of the server, as a device makes them; both throw a `Failure`. */
export interface Calls {
	push(entries: LocalEntry[]): Promise<{ id: string; code: string | null }[]>;
	pull(since: string | null): Promise<FeedPage>;
}

/** So many entries travel in one request: 500 are there, and looked at once, in five. */
const BATCH = 150;
/** A server that never shows what it says to have kept is asked again later, not for ever. */
const ROUNDS = 3;
/** Refusals of a whole batch that are about one of its entries. */
const OF_ONE = new Set([400, 409, 413, 422]);

/**
 * The entries of one account on one device. An entry is on the disk before it is shown as saved; it
 * travels until the feed of the server contains it, and again when the server was put back to an
 * older copy of itself.
 */
export class Notebook {
	constructor(
		private readonly store: Store,
		private readonly account: string
	) {}

	/** Writes entries down, in their order; they are on the disk when this returns. */
	async keep(written: readonly Written[]): Promise<void> {
		await this.store.transaction('rw', this.store.entries, this.store.feeds, async () => {
			const feed = await this.feed();
			const rows = written.map((one, n) => this.row(one, feed.order + n + 1, 0));
			await this.store.feeds.put({ ...feed, order: feed.order + rows.length });
			await this.store.entries.bulkAdd(rows);
		});
	}

	/** Everything this device knows of one talk. */
	ofTalk(talk: string): Promise<LocalEntry[]> {
		return this.store.entries.where({ account: this.account, talk }).toArray();
	}

	/** What the server may not have: still to travel, or refused; in the order it was written. */
	async unsure(): Promise<LocalEntry[]> {
		const { generation } = await this.feed();
		const rows = await this.store.entries
			.where('[account+seen]')
			.between([this.account, Dexie.minKey], [this.account, generation], true, false)
			.toArray();
		return rows.sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
	}

	/** Whether the feed was read here before. */
	async knows(): Promise<boolean> {
		return (await this.feed()).cursor !== null;
	}

	/** What was refused may be tried again: the talk may be back. */
	async tryAgain(id: string): Promise<void> {
		await this.store.entries.update([this.account, id], { refused: null });
	}

	/** Takes an entry away that the server does not have; the person has given it up. */
	async giveUp(id: string): Promise<void> {
		await this.store.entries.delete([this.account, id]);
	}

	/**
	 * Brings what is here to the server and what is there to this device. Throws the `Failure` that
	 * stopped it; whatever was done until then stays done.
	 */
	async sync(calls: Calls): Promise<void> {
		for (let round = 0; round < ROUNDS; round += 1) {
			const due = (await this.unsure()).filter((one) => one.refused === null);
			if (round > 0 && due.length === 0) return;
			for (let from = 0; from < due.length; from += BATCH) {
				await this.push(calls, due.slice(from, from + BATCH));
			}
			await this.pullAll(calls);
		}
	}

	private async push(calls: Calls, batch: LocalEntry[]): Promise<void> {
		let results;
		try {
			results = await calls.push(batch);
		} catch (reason) {
			if (!(reason instanceof Failure && OF_ONE.has(reason.status))) throw reason;
			if (batch.length === 1) {
				await this.refuse(batch[0]!.id, reason.code);
				return;
			}
			const middle = Math.ceil(batch.length / 2);
			await this.push(calls, batch.slice(0, middle));
			await this.push(calls, batch.slice(middle));
			return;
		}
		for (const { id, code } of results) {
			if (code !== null) await this.refuse(id, code);
		}
	}

	private async refuse(id: string, code: string): Promise<void> {
		await this.store.entries.update([this.account, id], { refused: code });
	}

	private async pullAll(calls: Calls): Promise<void> {
		for (let more = true; more;) {
			const since = (await this.feed()).cursor;
			let page: FeedPage;
			try {
				page = await calls.pull(since);
			} catch (reason) {
				// A cursor that the server can no longer read: from the start.
				if (!(reason instanceof Failure && reason.status === 400 && since !== null)) throw reason;
				page = await calls.pull(null);
			}
			more = page.more;
			await this.take(page, since);
		}
	}

	private async take(page: FeedPage, since: string | null): Promise<void> {
		await this.store.transaction('rw', this.store.entries, this.store.feeds, async () => {
			const feed = await this.feed();
			// Another window was faster: its page stands, this one comes again.
			if (feed.cursor !== since) return;
			const generation = feed.generation + (page.anew ? 1 : 0);
			await this.store.feeds.put({ ...feed, cursor: page.cursor, generation });
			const keys = page.items.map(({ id }): [string, string] => [this.account, id]);
			const there = await this.store.entries.bulkGet(keys);
			const rows = page.items.flatMap(({ entry }, n) =>
				entry ? [this.row(entry, there[n]?.order ?? 0, generation)] : []
			);
			await this.store.entries.bulkPut(rows);
			const gone = page.items.filter(({ entry }) => entry === null);
			await this.store.entries.bulkDelete(
				gone.map(({ id }): [string, string] => [this.account, id])
			);
		});
	}

	private row(one: Written, order: number, seen: number): LocalEntry {
		return {
			account: this.account,
			id: one.id,
			talk: one.talk,
			kind: one.kind ?? 'line',
			tag: one.tag ?? 'plain',
			text: one.text ?? '',
			at: one.at,
			supersedes: one.supersedes ?? null,
			gone: one.gone ?? false,
			promiser: one.promiser ?? null,
			due_on: one.due_on ?? null,
			question_id: one.question_id ?? null,
			format: 1,
			order,
			seen,
			refused: null
		};
	}

	private async feed(): Promise<FeedState> {
		const known = await this.store.feeds.get(this.account);
		return known ?? { account: this.account, cursor: null, generation: 1, order: 0 };
	}
}
