import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { dayName } from '#lib/time/phrases.ts';
import { localTime } from '#lib/time/zones.ts';
import { thread, threadsChanged, type Thread } from './threads.ts';

export type Plan = Schema['PlanRead'];
type Step = Plan['steps'][number];

/** What comes up when of an open ask, and whom else at this employer might be asked. */
export const plan = (id: string) =>
	query(`thread/${id}/plan`, () =>
		answer(api.GET('/v1/threads/{thread_id}/plan', { params: { path: { thread_id: id } } }))
	);

/** One step in words; nothing for a second person whose time has come: that stands by itself. */
export function stepWords(step: Step, now: Date): string | null {
	const day = dayName(step.local.slice(0, 10), localTime(now, step.zone).date);
	switch (step.kind) {
		case 'second_person':
			return step.past ? null : m.plan_second_person({ day });
		case 'follow_up':
			return m.plan_follow_up({ day });
		case 'close_proposed':
			return m.plan_close_proposed({ day });
		case 'close':
			return m.plan_close({ day });
	}
}

/** Changes what a person settles about an ask: its plan, a hint, the reason of its end. */
export async function settle(of: Thread, body: Schema['ThreadChange']): Promise<Thread> {
	const path = { thread_id: of.id };
	const changed = await fresh(
		of.version,
		(header) => answer(api.PATCH('/v1/threads/{thread_id}', { body, params: { path, header } })),
		async () => (await answer(api.GET('/v1/threads/{thread_id}', { params: { path } }))).version
	);
	thread(of.id).put(changed);
	threadsChanged();
	return changed;
}
