import { goto } from '$app/navigation';
import { tellingChanged } from '#lib/after/advice.ts';
import { goalsChanged, stand, type Goal, type GoalState } from '#lib/goals/goals.ts';
import { recordOutcome } from '#lib/goals/plan.ts';
import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Landing = Schema['LandingRead'];
export type Told = Schema['TellingRead'];

/** New roles, and goals that were reached or let go. */
export function landings(): Query<Schema['LandingList']> {
	return query('landings', () => answer(api.GET('/v1/landings')));
}

/** One of them, with everybody who helped. */
export const landing = (landing_id: string) =>
	query(`landings/${landing_id}`, () =>
		answer(api.GET('/v1/landings/{landing_id}', { params: { path: { landing_id } } }))
	);

/** One person who is told, with the update to them. */
export const telling = (telling_id: string) =>
	query(`landings/telling/${telling_id}`, () =>
		answer(api.GET('/v1/tellings/{telling_id}', { params: { path: { telling_id } } }))
	);

function landingsChanged(): void {
	invalidate('landings', 'today');
	tellingChanged();
}

/** Opens the page of an end, of a goal or of a new role; its id. */
export async function land(of: { goal_id: string } | { outcome_id: string }): Promise<string> {
	const made = await answer(api.POST('/v1/landings', { body: { id: newId(), ...of } }));
	landingsChanged();
	await goto(`/growth/landed/${made.id}`);
	return made.id;
}

/** Keeps a new role, and opens the page of those who helped; a tap takes both back. */
export async function landIn(body: Omit<Schema['OutcomeCreate'], 'id'>): Promise<void> {
	let id: string | null = null;
	const outcome_id = await recordOutcome(body, async () => {
		if (id) await takeBack(id);
		await goto('/growth/outcomes');
	});
	id = await land({ outcome_id });
}

/** A goal is reached or let go: the page of those who helped opens. Taken up again, it closes. */
export async function endOrTakeUp(goal: Goal, state: GoalState): Promise<void> {
	if (state === 'reached' || state === 'given_up') {
		let id: string | null = null;
		await stand(goal, state, async () => {
			if (id) await takeBack(id);
			await goto(`/growth/goals/${goal.id}`);
		});
		id = await land({ goal_id: goal.id });
		return;
	}
	const known = (await answer(api.GET('/v1/landings'))).items.find(
		(one) => one.goal_id === goal.id && one.outcome_id === null
	);
	await stand(goal, state);
	if (known) await takeBack(known.id);
}

/** It was none. */
export async function takeBack(landing_id: string): Promise<void> {
	await answer(api.DELETE('/v1/landings/{landing_id}', { params: { path: { landing_id } } }));
	landingsChanged();
}

/** The goal that a new role belongs to is reached with it. */
export async function reachedToo(goal_id: string): Promise<void> {
	const path = { goal_id };
	const header = { 'If-Match': '*' };
	await answer(
		api.PATCH('/v1/goals/{goal_id}', { body: { state: 'reached' }, params: { path, header } })
	);
	goalsChanged();
	landingsChanged();
}

/** The news in other words. */
export async function sayIt(one: Landing, news: string): Promise<void> {
	const path = { landing_id: one.id };
	await fresh(
		one.version,
		(header) =>
			answer(api.PATCH('/v1/landings/{landing_id}', { body: { news }, params: { path, header } })),
		async () => (await answer(api.GET('/v1/landings/{landing_id}', { params: { path } }))).version
	);
	landingsChanged();
}

/** Tells them over two weeks; a tap takes that back. */
export async function tellThem(one: Landing): Promise<void> {
	const params = { path: { landing_id: one.id } };
	await answer(api.POST('/v1/landings/{landing_id}/plan', { params }));
	landingsChanged();
	say(m.landed_planned_said(), async () => {
		await answer(api.DELETE('/v1/landings/{landing_id}/plan', { params }));
		landingsChanged();
	});
}

/** They know, or are not to be told; a tap takes that back. */
export async function standing(one: Told, now: Told['standing']): Promise<void> {
	await change(one, now);
	const name = one.contact.first_name;
	const said = { told: m.advice_told_said, left_out: m.landed_left_out_said };
	if (now !== 'waiting') say(said[now]({ name }), () => change(one, 'waiting'));
}

async function change(one: Told, standing: Told['standing']): Promise<void> {
	const path = { telling_id: one.id };
	await fresh(
		one.version,
		(header) =>
			answer(
				api.PATCH('/v1/tellings/{telling_id}', { body: { standing }, params: { path, header } })
			),
		async () => (await answer(api.GET('/v1/tellings/{telling_id}', { params: { path } }))).version
	);
	landingsChanged();
}
