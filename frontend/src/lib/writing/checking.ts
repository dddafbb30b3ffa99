import type { Schema } from '#lib/http/api.ts';
import type { Contact } from '#lib/people/people.ts';
import { me } from '#lib/session/session.svelte.ts';
import type { CheckResult, Draft as Checked } from '#lib/threads/checks/draft.ts';
import type { Kind } from '#lib/threads/messages.ts';
import type { Draft } from './draft.svelte.ts';

/** So many lines of each kind the server takes with a text. */
const MOST_LINES = 100;

export type Check = (draft: Draft) => CheckResult;

/** Brings the rules of one kind of message; null for kinds that have none. */
export type Rules = (() => Promise<Check>) | null;

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

/** The rules of an ask or an update to somebody. */
export function rulesOf(kind: Kind, person: Contact, advice: string[] = []): Rules {
	switch (kind) {
		case 'ask':
			return async () => {
				const { checkAsk } = await import('#lib/threads/checks/check-ask.ts');
				return (draft) => checkAsk(checked(draft, person));
			};
		case 'update':
			return async () => {
				const { checkUpdate } = await import('#lib/threads/checks/check-update.ts');
				return (draft) => checkUpdate({ ...checked(draft, person), advice });
			};
		default:
			return null;
	}
}

/** The lines of a talk that its thank-you is checked against. */
export function linesOf(start: Pick<Schema['ThanksStart'], 'chips' | 'promises'>) {
	return {
		insights: start.chips.map((line) => line.text).slice(0, MOST_LINES),
		promises: start.promises.map((line) => line.text).slice(0, MOST_LINES)
	};
}

/** The rules of a thank-you, which know the lines of the talk. */
export function thanksRules(person: Contact, start: Schema['ThanksStart']): Rules {
	return async () => {
		const { checkThanks } = await import('#lib/threads/checks/check-thanks.ts');
		return (draft) =>
			checkThanks({
				...checked(draft, person),
				...linesOf(start),
				heldAt: new Date(start.held_at),
				sentAt: new Date()
			});
	};
}
