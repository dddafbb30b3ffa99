import { createSubscriber } from 'svelte/reactivity';
import { keepSeen, recallSeen } from '#lib/offline/seen.ts';
import { account } from '#lib/session/account.ts';
import { Failure } from './failure.ts';

/** What an organization says of others is never kept on a device (keys that begin so). */
const FLEETING = 'organization';
/** For so long an answer is shown again without asking the server, in ms. */
const FRESH_MS = 10_000;

const known = new Map<string, Query<unknown>>();

/**
 * One answer of the server, shared by all that show it. It asks when somebody first looks, shows
 * what was seen before while it waits, and asks again after `invalidate`.
 */
export class Query<T> {
	// Plain fields and one subscriber instead of `$state`: a query is often made inside a `$derived`,
	// which does not follow state that was made in itself.
	#data: T | undefined;
	#failure: Failure | null = null;
	#loading = false;
	#seen = false;
	#askedAt = 0;
	#lookers = 0;
	#asking: Promise<void> | null = null;
	#tell: () => void = () => {};
	#subscribe: () => void;

	constructor(
		readonly key: string,
		private readonly load: () => Promise<T>
	) {
		this.#subscribe = createSubscriber((tell) => {
			this.#tell = tell;
			this.#lookers += 1;
			queueMicrotask(() => {
				if (Date.now() - this.#askedAt > FRESH_MS) void this.refresh();
			});
			return () => {
				this.#lookers -= 1;
			};
		});
	}

	get data(): T | undefined {
		this.#subscribe();
		return this.#data;
	}

	/** Why there is nothing newer; `data` may still hold what was seen before. */
	get failure(): Failure | null {
		this.#subscribe();
		return this.#failure;
	}

	/** True while the server is asked and there is nothing to show yet. */
	get waiting(): boolean {
		this.#subscribe();
		return this.#data === undefined && this.#failure === null;
	}

	get loading(): boolean {
		this.#subscribe();
		return this.#loading;
	}

	/** True when `data` comes from this device because the network is away. */
	get seen(): boolean {
		this.#subscribe();
		return this.#seen;
	}

	/** Shows `data` at once; the server's own words follow by themselves. */
	put(data: T): void {
		this.#data = data;
		this.#failure = null;
		this.#tell();
		void keep(this.key, data);
	}

	/** Forgets how fresh the answer is; asks again if somebody is looking. */
	invalidate(): void {
		this.#askedAt = 0;
		if (this.#lookers > 0) void this.refresh();
	}

	/** Asks the server now. Never throws: what went wrong is in `failure`. */
	refresh(): Promise<void> {
		this.#asking ??= this.#ask().finally(() => (this.#asking = null));
		return this.#asking;
	}

	async #ask(): Promise<void> {
		this.#loading = true;
		this.#tell();
		this.#askedAt = Date.now();
		if (this.#data === undefined) void this.#recall();
		try {
			const data = await this.load();
			this.#data = data;
			this.#failure = null;
			this.#seen = false;
			void keep(this.key, data);
		} catch (reason) {
			this.#askedAt = 0;
			this.#failure = reason instanceof Failure ? reason : new Failure(500, 'unknown');
			if (this.#failure.offline) {
				await this.#recall();
				this.#seen = this.#data !== undefined;
			}
		} finally {
			this.#loading = false;
			this.#tell();
		}
	}

	async #recall(): Promise<void> {
		const data = await recall<T>(this.key);
		if (data === undefined || this.#data !== undefined) return;
		this.#data = data;
		this.#tell();
	}
}

/** The one query of this key; `load` is kept from the first call. */
export function query<T>(key: string, load: () => Promise<T>): Query<T> {
	let found = known.get(key) as Query<T> | undefined;
	if (!found) {
		found = new Query(key, load);
		known.set(key, found as Query<unknown>);
	}
	return found;
}

/** Everything whose key begins so is no longer true: `invalidate('today', 'lanes')`. */
export function invalidate(...prefixes: string[]): void {
	for (const [key, one] of known) {
		if (prefixes.some((prefix) => key.startsWith(prefix))) one.invalidate();
	}
}

/** Another person sits here now: nothing in memory may be shown to them. */
export function forgetQueries(): void {
	known.clear();
}

async function keep(key: string, data: unknown): Promise<void> {
	const owner = account();
	if (!owner || key.startsWith(FLEETING)) return;
	await keepSeen(owner, key, data);
}

async function recall<T>(key: string): Promise<T | undefined> {
	const owner = account();
	if (!owner) return undefined;
	return recallSeen<T>(owner, key);
}
