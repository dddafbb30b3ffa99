import * as m from '#lib/paraglide/messages.js';

export interface FieldFailure {
	field: string | null;
	code: string;
	message: string;
}

/** A call that did not do what it should: the network was away, or the server said why not. */
export class Failure extends Error {
	constructor(
		/** HTTP status; 0 when no answer came at all. */
		readonly status: number,
		/** Stable name: the last part of the problem's `type`, or `offline`. */
		readonly code: string,
		readonly fields: readonly FieldFailure[] = [],
		title = code
	) {
		super(title);
	}

	get offline(): boolean {
		return this.status === 0;
	}

	/** What the server said about one field of a form, if anything. */
	field(name: string): string | null {
		return this.fields.find((field) => field.field === name)?.message ?? null;
	}
}

/** The sentence a person reads. Known codes have their own, the rest go by status. */
export function sentence(failure: unknown): string {
	if (!(failure instanceof Failure)) return m.failure_unknown();
	if (failure.offline) return m.failure_offline();
	switch (failure.code) {
		case 'example-read-only':
		case 'scope-missing':
			return m.failure_example();
		case 'limit-reached':
			return m.failure_limit();
		case 'touches-spent':
			return m.failure_touches_spent();
		case 'already-talked':
			return m.failure_already_talked();
		case 'move-not-allowed':
		case 'not-asked':
			return m.failure_move_not_allowed();
	}
	if (failure.status === 404) return m.failure_not_found();
	if (failure.status === 412 || failure.status === 409) return m.failure_changed_elsewhere();
	if (failure.status === 429) return m.failure_too_many();
	if (failure.status === 413) return m.failure_too_large();
	const first = failure.fields[0];
	if (first) return first.message;
	return m.failure_unknown();
}
