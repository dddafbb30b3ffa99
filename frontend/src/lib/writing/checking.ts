import type { Schema } from '#lib/http/api.ts';
import type { Contact } from '#lib/people/people.ts';
import { me } from '#lib/session/session.svelte.ts';
import {
	checkAsk,
	checkThanks,
	checkUpdate,
	type CheckResult,
	type Draft as Checked
} from '#lib/threads/checks/index.ts';
import type { Kind } from '#lib/threads/messages.ts';
import type { Draft } from './draft.svelte.ts';

/** So many lines of each kind the server takes with a text. */
const MOST_LINES = 100;

export type Check = (draft: Draft) => CheckResult;

function checked(draft: Draft, person: Contact): Checked {
	const profile = me().data?.profile;
	return {
		channel: draft.channel,
		subject: draft.channel === 'email' ? draft.subject : null,
		body: draft.body,
		recipientNames: [person.name],
		why: person.why,
		noteLimit: profile?.note_limit === 200 ? 200 : 300,
		senderName: profile?.name || null,
		fieldWords: profile?.field_words ?? []
	};
}

/** The check of a kind of message; null for kinds that have none. */
export function checkOf(kind: Kind, person: Contact, advice: string[] = []): Check | null {
	if (kind === 'update') return (draft) => checkUpdate({ ...checked(draft, person), advice });
	return kind === 'ask' ? (draft) => checkAsk(checked(draft, person)) : null;
}

/** The lines of a talk that its thank-you is checked against. */
export function linesOf(start: Pick<Schema['ThanksStart'], 'chips' | 'promises'>) {
	return {
		insights: start.chips.map((line) => line.text).slice(0, MOST_LINES),
		promises: start.promises.map((line) => line.text).slice(0, MOST_LINES)
	};
}

/** The check of a thank-you, which knows the lines of the talk. */
export function checkThanksOf(person: Contact, start: Schema['ThanksStart']): Check {
	return (draft) =>
		checkThanks({
			...checked(draft, person),
			...linesOf(start),
			heldAt: new Date(start.held_at),
			sentAt: new Date()
		});
}
