import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Goal = Schema['GoalRead'];
export type GoalState = Goal['state'];
export type Revision = Schema['RevisionRead'];

/** What a goal is worded with. */
export interface Words {
	what: string;
	why: string;
	how_known: string;
	measure: string;
	due_on: string | null;
}

/** Talks before a first goal is asked for (DOMAIN.md section 1, "What is shown when"). */
export const TALKS_BEFORE_A_GOAL = 3;

/** All goals: open ones first. */
export function goals(): Query<Schema['GoalList']> {
	return query('goals', () => answer(api.GET('/v1/goals')));
}

/** Every wording of one goal, the present one first. */
export function history(goal_id: string): Query<Schema['GoalHistory']> {
	return query(`goals/${goal_id}/history`, () =>
		answer(api.GET('/v1/goals/{goal_id}/revisions', { params: { path: { goal_id } } }))
	);
}

/** The lines that support one goal. */
export function support(goal_id: string): Query<Schema['GoalSupport']> {
	return query(`goals/${goal_id}/support`, () =>
		answer(api.GET('/v1/goals/{goal_id}/support', { params: { path: { goal_id } } }))
	);
}

/** The lines of a talk that stand behind claims. */
export function heardIn(conversation_id: string): Query<Schema['HeardLines']> {
	return query(`evidence/${conversation_id}`, () =>
		answer(
			api.GET('/v1/conversations/{conversation_id}/evidence', {
				params: { path: { conversation_id } }
			})
		)
	);
}

/** The goal that an ask serves, if one was named. */
export function served(thread_id: string): Query<Schema['ThreadGoal']> {
	return query(`goals/served/${thread_id}`, () =>
		answer(api.GET('/v1/threads/{thread_id}/goal', { params: { path: { thread_id } } }))
	);
}

/** An ask serves this goal, or none in particular. */
export async function serve(thread_id: string, goal_id: string | null): Promise<void> {
	const path = { thread_id };
	await answer(api.PUT('/v1/threads/{thread_id}/goal', { params: { path }, body: { goal_id } }));
	invalidate('goals', 'skills', 'gap');
}

/** After a goal, or what stands behind one, changed. */
export function goalsChanged(): void {
	invalidate('goals', 'today', 'sort');
}

/** Sets a goal. */
export async function setGoal(words: Words): Promise<Goal> {
	const made = await answer(api.POST('/v1/goals', { body: { id: newId(), ...words } }));
	goalsChanged();
	say(m.goal_set_said());
	return made;
}

/** Words a goal anew, after a talk if one led to it; a tap takes that back. */
export async function revise(
	goal: Goal,
	words: Words,
	because: { conversation_id: string | null; insight_ids: string[] }
): Promise<void> {
	const path = { goal_id: goal.id };
	await answer(
		api.POST('/v1/goals/{goal_id}/revisions', {
			params: { path },
			body: { id: newId(), ...words, ...because }
		})
	);
	goalsChanged();
	say(m.goal_revised_said(), async () => {
		await answer(api.DELETE('/v1/goals/{goal_id}/revisions/last', { params: { path } }));
		goalsChanged();
	});
}

/** Looked at again, and still right. */
export async function stillRight(goal: Goal): Promise<void> {
	const path = { goal_id: goal.id };
	await answer(api.POST('/v1/goals/{goal_id}/still-right', { params: { path } }));
	goalsChanged();
	say(m.goal_still_right_said());
}

/** Parks, reaches, gives up or takes up a goal; a tap takes that back, with what came of it (`unfollow`). */
export async function stand(
	goal: Goal,
	state: GoalState,
	unfollow?: () => Promise<void>
): Promise<void> {
	await change(goal, state);
	const said: Record<GoalState, () => string> = {
		open: m.goal_open_said,
		parked: m.goal_parked_said,
		reached: m.goal_reached_said,
		given_up: m.goal_given_up_said
	};
	say(said[state](), async () => {
		await change(goal, goal.state);
		await unfollow?.();
	});
}

async function change(goal: Goal, state: GoalState): Promise<void> {
	const path = { goal_id: goal.id };
	await fresh(
		goal.version,
		(header) =>
			answer(api.PATCH('/v1/goals/{goal_id}', { body: { state }, params: { path, header } })),
		async () => (await answer(api.GET('/v1/goals/{goal_id}', { params: { path } }))).version
	);
	goalsChanged();
}

/** Keeps the marks on the way, in their order. */
export async function keepMarks(
	goal: Goal,
	milestones: { id: string; text: string; due_on: string | null; done: boolean }[]
): Promise<void> {
	const path = { goal_id: goal.id };
	await answer(
		api.PUT('/v1/goals/{goal_id}/milestones', { params: { path }, body: { milestones } })
	);
	goalsChanged();
}

/** What a person is after as a sentence: it ends in a full stop, or as they ended it. */
export function ended(what: string): string {
	return /[.!?]$/.test(what) ? what : `${what}.`;
}

/** *By September.*, *By 14 June 2027.*: the last day of a goal, as it is said under it. */
export function byWhen(due_on: string | null, today: string): string {
	if (!due_on) return '';
	const day = new Date(`${due_on}T12:00:00Z`);
	const year = due_on.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric';
	const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
	const options: Intl.DateTimeFormatOptions =
		day.getUTCDate() === last || day.getUTCDate() === 1
			? { month: 'long', year, timeZone: 'UTC' }
			: { day: 'numeric', month: 'long', year, timeZone: 'UTC' };
	return m.goal_by({ when: day.toLocaleDateString('en-GB', options) });
}
