import { query, type Query } from './query.ts';
import { Failure } from './failure.ts';

export interface Page<T> {
	items: T[];
	next_cursor: string | null;
}

/** A list that comes in pages: the first is a shared query, the others follow on demand. */
export class Pages<T extends { id: string }> {
	readonly first: Query<Page<T>>;
	#rest = $state.raw<Page<T>[]>([]);
	#of = $state.raw<Page<T>>();
	#busy = $state(false);
	#failure = $state.raw<Failure | null>(null);

	constructor(
		key: string,
		private readonly load: (cursor?: string) => Promise<Page<T>>
	) {
		this.first = query(key, () => load());
	}

	get items(): T[] {
		const first = this.first.data;
		if (!first) return [];
		// Later pages belong to the first page they were read after; a new one begins anew.
		const later = this.#of === first ? this.#rest.flatMap((page) => page.items) : [];
		const shown = new Set(first.items.map((item) => item.id));
		return [...first.items, ...later.filter((item) => !shown.has(item.id))];
	}

	get hasMore(): boolean {
		return this.#cursor !== null;
	}

	get busy(): boolean {
		return this.#busy;
	}

	get failure(): Failure | null {
		return this.#failure ?? this.first.failure;
	}

	get #cursor(): string | null {
		const first = this.first.data;
		if (!first) return null;
		const last = this.#of === first ? this.#rest.at(-1) : undefined;
		return (last ?? first).next_cursor;
	}

	async more(): Promise<void> {
		const cursor = this.#cursor;
		const first = this.first.data;
		if (!cursor || !first || this.#busy) return;
		this.#busy = true;
		this.#failure = null;
		try {
			const page = await this.load(cursor);
			this.#rest = this.#of === first ? [...this.#rest, page] : [page];
			this.#of = first;
		} catch (reason) {
			this.#failure = reason instanceof Failure ? reason : new Failure(500, 'unknown');
		} finally {
			this.#busy = false;
		}
	}
}
