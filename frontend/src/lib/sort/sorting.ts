import { answer, api, type Schema } from '#lib/http/api.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { peopleChanged } from '#lib/people/people.ts';

export type Card = Schema['SortCard'];
export type Answer = NonNullable<Schema['SortAnswer']['answer']>;

/** So many cards make one sitting; so many people one good week of asks. */
export const CARDS = 20;
export const MOST_CHOSEN = 5;

/** The next cards, the most promising first. */
export async function deal(): Promise<Schema['SortDeal']> {
	return answer(api.GET('/v1/sort', { params: { query: { limit: CARDS } } }));
}

/** Says how well somebody is known; null takes it back. */
export async function sortOne(id: string, said: Answer | null): Promise<void> {
	await answer(api.POST('/v1/sort', { body: { id, answer: said } }));
}

/** Puts the chosen people into *Want to ask*. */
export async function choose(ids: string[]): Promise<void> {
	for (const contact_id of ids) {
		await answer(api.POST('/v1/threads', { body: { id: newId(), contact_id } }));
	}
	peopleChanged();
}

/** Why somebody is shown early, in words. */
export function reason({ code, word }: Card['reasons'][number]): string | null {
	switch (code) {
		case 'goal_word':
			return word ? m.reason_goal({ word }) : m.reason_goal_plain();
		case 'goal_function':
			return m.reason_goal_plain();
		case 'same_school':
			return m.source_alumni();
		case 'same_association':
			return m.source_association();
		case 'met_at_event':
			return m.source_event();
		case 'referred':
			return m.source_referral();
		case 'known_a_bit':
			return m.reason_bit();
		default:
			return null;
	}
}
