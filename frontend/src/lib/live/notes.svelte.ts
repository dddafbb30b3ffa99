import { notebook } from '#lib/offline/bearer.ts';
import { standing } from '#lib/offline/standing.ts';
import type { LocalEntry } from '#lib/offline/store.ts';
import { readDown, writeDown, type Fresh } from '#lib/offline/writing.ts';
import { drainNow } from '#lib/offline/travel.svelte.ts';
import { account } from '#lib/session/account.ts';

/** How often an open talk looks for what another device wrote, in ms. */
const LOOK_MS = 15_000;

/**
 * The entries of one talk as this device has them, while somebody looks: what is written here, in
 * another window, or on another device.
 */
export class TalkNotes {
	/** Whether the device's own store was read. */
	ready = $state(false);
	#entries = $state.raw<LocalEntry[]>([]);
	readonly #standing = $derived(standing(this.#entries));
	readonly lines = $derived(this.#standing.filter((one) => one.kind === 'line'));
	readonly marks = $derived(this.#standing.filter((one) => one.kind === 'mark'));
	/** Questions that were asked, with the entry that says so. */
	readonly asked = $derived(
		new Map(
			this.#standing.flatMap((one) =>
				one.kind === 'asked' && one.question_id ? [[one.question_id, one] as const] : []
			)
		)
	);

	constructor(readonly talk: string) {}

	/** Follows the store; answers how to stop. */
	watch(): () => void {
		const owner = account();
		if (!owner) return () => {};
		const stop = notebook(owner).follow(this.talk, (entries) => {
			// Without a disk the screen still writes, straight to the server.
			if (entries) this.#entries = entries;
			this.ready = true;
		});
		void readDown(this.talk).catch(() => {});
		const timer = setInterval(() => document.hidden || void drainNow(), LOOK_MS);
		return () => {
			stop();
			clearInterval(timer);
		};
	}

	/** Words that were heard. */
	async write(line: Fresh): Promise<void> {
		await writeDown(this.talk, [line]);
	}

	/** A moment to come back to. */
	async mark(): Promise<void> {
		await writeDown(this.talk, [{ kind: 'mark' }]);
	}

	/** A question was asked, or was not after all. */
	async tick(question: string): Promise<void> {
		const said = this.asked.get(question);
		await writeDown(this.talk, [
			said
				? { kind: 'asked', question_id: question, supersedes: said.id, gone: true }
				: { kind: 'asked', question_id: question }
		]);
	}
}
