import { Failure } from '#lib/http/failure.ts';
import type { Shelf } from './shelf.ts';
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
		await this.store.write(['entries', 'feeds'], async ({ entries, feeds }) => {
			const feed = await this.known(feeds);
			const rows = written.map((one, n) => this.row(one, feed.order + n + 1, 0));
			await feeds.put({ ...feed, order: feed.order + rows.length });
			await entries.add(...rows);
		});
	}

	/** Everything this device knows of one talk. */
	ofTalk(talk: string): Promise<LocalEntry[]> {
		return this.store.read('entries', (entries) =>
			entries.where('[account+talk]', [this.account, talk])
		);
	}

	/**
	 * Tells what this device knows of one talk, now and whenever it changes, here or in another
	 * window; null when there is no disk to read. Answers how to stop.
	 */
	follow(talk: string, tell: (entries: LocalEntry[] | null) => void): () => void {
		let looking = false;
		let again = false;
		const look = async () => {
			// What changes meanwhile is looked for once more, so that the last word is told last.
			again = looking;
			if (looking) return;
			looking = true;
			tell(await this.ofTalk(talk).catch(() => null));
			looking = false;
			if (again) void look();
		};
		void look();
		return this.store.watch('entries', () => void look());
	}

	/** What the server may not have: still to travel, or refused; in the order it was written. */
	async unsure(): Promise<LocalEntry[]> {
		const { generation } = await this.feed();
		const before = IDBKeyRange.bound([this.account], [this.account, generation], false, true);
		const rows = await this.store.read('entries', (entries) =>
			entries.where('[account+seen]', before)
		);
		return rows.sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
	}

	/** Whether the feed was read here before. */
	async knows(): Promise<boolean> {
		return (await this.feed()).cursor !== null;
	}

	/** What was refused may be tried again: the talk may be back. */
	async tryAgain(id: string): Promise<void> {
		await this.setRefused(id, null);
	}

	/** Takes an entry away that the server does not have; the person has given it up. */
	async giveUp(id: string): Promise<void> {
		await this.store.write(['entries'], ({ entries }) => entries.delete([this.account, id]));
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
				await this.setRefused(batch[0]!.id, reason.code);
				return;
			}
			const middle = Math.ceil(batch.length / 2);
			await this.push(calls, batch.slice(0, middle));
			await this.push(calls, batch.slice(middle));
			return;
		}
		for (const { id, code } of results) {
			if (code !== null) await this.setRefused(id, code);
		}
	}

	private async setRefused(id: string, refused: string | null): Promise<void> {
		await this.store.write(['entries'], ({ entries }) =>
			entries.change([this.account, id], { refused })
		);
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
		await this.store.write(['entries', 'feeds'], async ({ entries, feeds }) => {
			const feed = await this.known(feeds);
			// Another window was faster: its page stands, this one comes again.
			if (feed.cursor !== since) return;
			const generation = feed.generation + (page.anew ? 1 : 0);
			await feeds.put({ ...feed, cursor: page.cursor, generation });
			const there = await Promise.all(page.items.map(({ id }) => entries.get([this.account, id])));
			const rows = page.items.flatMap(({ entry }, n) =>
				entry ? [this.row(entry, there[n]?.order ?? 0, generation)] : []
			);
			await entries.put(...rows);
			const gone = page.items.filter(({ entry }) => entry === null);
			await entries.delete(...gone.map(({ id }) => [this.account, id]));
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

	private feed(): Promise<FeedState> {
		return this.store.read('feeds', (feeds) => this.known(feeds));
	}

	private async known(feeds: Shelf<FeedState>): Promise<FeedState> {
		const known = await feeds.get(this.account);
		return known ?? { account: this.account, cursor: null, generation: 1, order: 0 };
	}
}
