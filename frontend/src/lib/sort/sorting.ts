import { answer, api, type Schema } from '#lib/http/api.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { peopleChanged } from '#lib/people/people.ts';

export type Card = Schema['SortItem'];
export type Answer = NonNullable<Schema['SortTold']['answer']>;

/** So many cards make one sitting; so many people one good week of asks. */
const CARDS = 20;
export const MOST_CHOSEN = 5;

/** The next cards, the most promising first. */
export async function deal(): Promise<Schema['SortPage']> {
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

/** Why somebody is shown early, in words; all words of the goal together are one reason. */
export function reasonsOf(reasons: Card['reasons']): string[] {
	const words = reasons.flatMap(({ code, word }) => (code === 'goal_word' && word ? [word] : []));
	const near = words.length > 0 ? [m.reason_goal({ word: words.join(', ') })] : [];
	const others = reasons.flatMap(({ code }) => {
		// A function near the goal says nothing that the goal's own words have not said.
		if (code === 'goal_word' || (code === 'goal_function' && near.length > 0)) return [];
		const said = REASONS[code];
		return said ? [said()] : [];
	});
	return [...near, ...others];
}

const REASONS: Partial<Record<Card['reasons'][number]['code'], () => string>> = {
	goal_function: m.reason_goal_plain,
	same_school: m.source_alumni,
	same_association: m.source_association,
	met_at_event: m.source_event,
	referred: m.source_referral,
	known_a_bit: m.reason_bit
};
