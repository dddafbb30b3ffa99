import type { Promised } from '#lib/talks/PromiseFields.svelte';
import { forgetDraft, keepDraft, recallDraft } from '#lib/offline/drafts.ts';
import { account } from '#lib/session/account.ts';

const KIND = 'debrief';

const blank = () => ({
	heard: '',
	pointed: '',
	person: '',
	promised: { who: 'mine', what: '', by: '' } as Promised,
	/** Words for a mark, by its id. */
	marks: {} as Record<string, string>
});

/**
 * What stands in the fields of a debrief and is not a line yet: on the disk with every key, so that
 * it is there again whatever ends the page.
 */
export class Typed {
	fields = $state(blank());
	#last: Promise<void> = Promise.resolve();

	constructor(readonly talk: string) {}

	/** Puts back what was left, unless something was typed already. */
	async recall(): Promise<void> {
		const owner = account();
		if (!owner) return;
		const left = await recallDraft(owner, this.talk, KIND);
		if (!left || this.#anything()) return;
		try {
			this.fields = { ...blank(), ...(JSON.parse(left.body) as Partial<typeof this.fields>) };
		} catch {
			// Written by another version: the lines themselves are safe in any case.
		}
	}

	/** Keeps what stands there now; nothing there, nothing kept. */
	keep(): Promise<void> {
		const body = this.#anything() ? JSON.stringify($state.snapshot(this.fields)) : null;
		this.#last = this.#last.then(() => this.#put(body));
		return this.#last;
	}

	async #put(body: string | null): Promise<void> {
		const owner = account();
		if (!owner) return;
		const { talk: thread } = this;
		if (body === null) await forgetDraft(owner, thread, KIND);
		else {
			const rest = { id: thread, channel: '', subject: '', at: Date.now() };
			await keepDraft({ account: owner, thread, kind: KIND, body, ...rest });
		}
	}

	#anything(): boolean {
		const { heard, pointed, person, promised, marks } = this.fields;
		return [heard, pointed, person, promised.what, ...Object.values(marks)].some((one) =>
			one.trim()
		);
	}
}
