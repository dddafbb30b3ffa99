import { answer, api } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';

/** A question as the screens of a talk need it; without an id it can't be ticked. */
export interface Asking {
	id: string | null;
	text: string;
}

/** How many stand on the screen while two people look at each other. */
export const LARGE = 3;

/** The question plan of a talk. */
export const plan = (talk: string) =>
	query(`talk/${talk}/questions`, () =>
		answer(
			api.GET('/v1/conversations/{conversation_id}/questions', {
				params: { path: { conversation_id: talk } }
			})
		)
	);

/** What is asked when nothing was planned: three that fit every talk. */
export const usual = (): Asking[] =>
	[m.live_usual_way(), m.live_usual_week(), m.live_usual_else()].map((text) => ({
		id: null,
		text
	}));

/** The next questions: planned ones that were not asked, the three important ones first. */
export function next(
	planned: readonly { id: string; text: string; core: boolean; state: string }[],
	asked: ReadonlySet<string>
): Asking[] {
	if (planned.length === 0) return usual();
	const open = planned.filter(({ id, state }) => state === 'planned' && !asked.has(id));
	return [...open].sort((one, other) => Number(other.core) - Number(one.core));
}
