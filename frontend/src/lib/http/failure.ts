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
	const known = SENTENCES[failure.code];
	if (known) return known();
	if (failure.status === 404) return m.failure_not_found();
	if (failure.status === 412 || failure.status === 409) return m.failure_changed_elsewhere();
	const first = failure.fields[0];
	if (first) return first.message;
	// What the server says in a title is written for people, in English.
	if (failure.status > 400 && failure.status < 500) return `${failure.message}.`;
	return m.failure_unknown();
}

const SENTENCES: Record<string, () => string> = {
	'example-is-read-only': m.failure_example,
	'limit-reached': m.failure_limit,
	'touches-spent': m.failure_touches_spent,
	'already-talked': m.failure_already_talked,
	'cannot-follow': m.failure_move_not_allowed,
	'move-not-allowed': m.failure_move_not_allowed,
	'not-asked': m.failure_move_not_allowed,
	'do-not-contact': m.failure_do_not_contact,
	'thread-open': m.failure_thread_open,
	'contact-erased': m.failure_erased,
	'too-many-requests': m.failure_too_many,
	'too-large': m.failure_too_large,
	'not-a-picture': m.failure_not_a_picture,
	'fresh-sign-in-needed': m.failure_sign_in_again,
	'last-way-in': m.failure_last_way_in,
	'address-taken': m.failure_address_taken
};
