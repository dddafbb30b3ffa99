import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { tellingChanged } from '#lib/after/advice.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Step = Schema['PlanItemRead'];
export type Outcome = Schema['OutcomeRead'];
export type OutcomeKind = Outcome['kind'];

/** The development plan. */
export function plan(): Query<Schema['PlanItemList']> {
	return query('plan', () => answer(api.GET('/v1/plan-items')));
}

/** What came of it all, the latest first. */
export function outcomes(): Query<Schema['OutcomeList']> {
	return query('outcomes', () => answer(api.GET('/v1/outcomes')));
}

function planChanged(): void {
	invalidate('plan', 'goals', 'today');
	tellingChanged();
}

/** Puts a step into the plan. */
export async function addStep(step: Omit<Schema['PlanItemCreate'], 'id'>): Promise<void> {
	await answer(api.POST('/v1/plan-items', { body: { id: newId(), ...step } }));
	planChanged();
	say(m.plan_added_said());
}

/** Says what became of a step; a tap takes that back. */
export async function becomes(
	one: Step,
	state: Step['state'],
	proof: string = one.proof
): Promise<void> {
	await change(one, { state, proof });
	const said = { done: m.plan_done_said, dropped: m.plan_dropped_said, open: m.plan_open_said };
	say(said[state](), () => change(one, { state: one.state }));
}

async function change(one: Step, body: Schema['PlanItemChange']): Promise<void> {
	const path = { item_id: one.id };
	await fresh(
		one.version,
		(header) => answer(api.PATCH('/v1/plan-items/{item_id}', { body, params: { path, header } })),
		async () => (await answer(api.GET('/v1/plan-items/{item_id}', { params: { path } }))).version
	);
	planChanged();
}

/** Keeps what came of it; a tap takes it back, with what followed (`unfollow`). Its id. */
export async function recordOutcome(
	body: Omit<Schema['OutcomeCreate'], 'id'>,
	unfollow?: () => Promise<void>
): Promise<string> {
	const outcome_id = newId();
	await answer(api.POST('/v1/outcomes', { body: { id: outcome_id, ...body } }));
	invalidate('outcomes');
	say(m.outcome_said(), async () => {
		await dropOutcome(outcome_id);
		await unfollow?.();
	});
	return outcome_id;
}

/** Puts an outcome right. */
export async function correctOutcome(one: Outcome, body: Schema['OutcomeChange']): Promise<void> {
	const path = { outcome_id: one.id };
	await fresh(
		one.version,
		(header) => answer(api.PATCH('/v1/outcomes/{outcome_id}', { body, params: { path, header } })),
		async () => (await answer(api.GET('/v1/outcomes/{outcome_id}', { params: { path } }))).version
	);
	invalidate('outcomes');
}

/** It did not come of it. */
export async function dropOutcome(outcome_id: string): Promise<void> {
	await answer(api.DELETE('/v1/outcomes/{outcome_id}', { params: { path: { outcome_id } } }));
	invalidate('outcomes');
}

export const OUTCOMES: Record<OutcomeKind, () => string> = {
	referral: m.outcome_referral,
	mentorship: m.outcome_mentorship,
	collaboration: m.outcome_collaboration,
	project: m.outcome_project,
	lead: m.outcome_lead,
	interview: m.outcome_interview,
	offer: m.outcome_offer,
	new_role: m.outcome_new_role,
	invitation: m.outcome_invitation,
	asked_for_advice: m.outcome_asked_for_advice
};

export const KINDS: Record<Step['kind'], () => string> = {
	course: m.plan_course,
	project: m.plan_project,
	shadowing: m.plan_shadowing,
	volunteering: m.plan_volunteering,
	certificate: m.plan_certificate,
	reading: m.plan_reading,
	other: m.plan_other
};

/** One step of the way back, as it is said behind an arrow. */
export function stepWords(step: Schema['PathStep'], day: (date: string) => string): string {
	const name = step.contact?.first_name ?? '';
	switch (step.what) {
		case 'introduced':
			return m.path_introduced({ name });
		case 'ask':
			return m.path_ask({ day: step.at ? day(step.at) : '' });
		case 'talk':
			return m.path_talk({ name, day: step.at ? day(step.at) : '' });
		case 'outcome': {
			const what = step.kind ? OUTCOMES[step.kind]() : '';
			return name ? m.path_outcome_by({ what, name }) : what;
		}
	}
}
