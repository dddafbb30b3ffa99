import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { dayName } from '#lib/time/phrases.ts';
import { localTime } from '#lib/time/zones.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type BoardItem = Schema['BoardItem'];
export type AskIn = Schema['AskIn'];
type Assumption = Schema['AssumptionRead'];
type State = Assumption['state'];

/** What the person wants to find out, with whom was asked and whom to ask next. */
export function board(): Query<Schema['Board']> {
	return query('assumptions', () => answer(api.GET('/v1/assumptions/board')));
}

/** What this person could settle. */
export function couldSettle(contact_id: string): Query<Schema['CouldSettleList']> {
	return query(`assumptions/could/${contact_id}`, () =>
		answer(
			api.GET('/v1/assumptions/could-settle', { params: { query: { contact_id: [contact_id] } } })
		)
	);
}

/** After something to find out, or a question of a plan, changed. */
export function askingChanged(): void {
	invalidate('assumptions', 'goals', 'preparation', 'questions');
}

/** Keeps something to find out; from a claim with the lines behind it. */
export async function wonder(
	text: string,
	goal_id: string | null,
	insight_id: string | null = null
): Promise<void> {
	await answer(api.POST('/v1/assumptions', { body: { id: newId(), text, goal_id, insight_id } }));
	askingChanged();
}

/** *Ask Fatima tomorrow*: puts the question into the plan of that talk; a tap takes it out. */
export async function askThem(one: BoardItem, whom: AskIn): Promise<void> {
	if (!whom.conversation_id) return;
	const path = { conversation_id: whom.conversation_id };
	const question_id = newId();
	const question = {
		id: question_id,
		text: one.assumption.text,
		assumption_id: one.assumption.id
	};
	await answer(
		api.POST('/v1/conversations/{conversation_id}/questions', {
			params: { path },
			body: { questions: [question] }
		})
	);
	askingChanged();
	say(m.ask_in_plan_said({ name: whom.contact.first_name }), async () => {
		await answer(
			api.DELETE('/v1/questions/{question_id}', {
				params: { path: { question_id }, header: { 'If-Match': '*' } }
			})
		);
		askingChanged();
	});
}

/** Says what the answer is, or that it is open after all; a tap takes that back. */
export async function settle(one: Assumption, state: State): Promise<void> {
	await change(one, state);
	say(state === 'open' ? m.ask_open_said() : m.ask_settled_said(), () => change(one, one.state));
}

async function change(one: Assumption, state: State): Promise<void> {
	const path = { assumption_id: one.id };
	await fresh(
		one.version,
		(header) =>
			answer(
				api.PATCH('/v1/assumptions/{assumption_id}', { body: { state }, params: { path, header } })
			),
		async () =>
			(await answer(api.GET('/v1/assumptions/{assumption_id}', { params: { path } }))).version
	);
	askingChanged();
}

/** A line speaks for it, against it, or (null) says nothing about it. */
export async function speaks(
	assumption_id: string,
	evidence_id: string,
	says: 'supports' | 'refutes' | null
): Promise<void> {
	const path = { assumption_id, evidence_id };
	const url = '/v1/assumptions/{assumption_id}/findings/{evidence_id}';
	if (says) await answer(api.PUT(url, { params: { path }, body: { says } }));
	else await answer(api.DELETE(url, { params: { path } }));
	askingChanged();
}

/** It need not be found out any more. */
export async function drop(assumption_id: string): Promise<void> {
	const path = { assumption_id };
	await answer(api.DELETE('/v1/assumptions/{assumption_id}', { params: { path } }));
	askingChanged();
}

/** *asked 2 · they disagree*: how far it is. */
export function soFar(one: BoardItem): string {
	if (one.asked.length === 0) return m.ask_nobody_yet();
	const asked = m.ask_asked({ count: one.asked.length });
	if (one.disagree) return `${asked} · ${m.ask_disagree()}`;
	const [first] = one.assumption.findings;
	if (!first) return asked;
	return `${asked} · ${first.says === 'supports' ? m.ask_say_yes() : m.ask_say_no()}`;
}

/** *Ask Fatima tomorrow*, *Ask Fatima on Friday*, *Ask Ingrid*. */
export function askWords(whom: AskIn, zone: string, now: Date): string {
	const name = whom.contact.first_name;
	if (!whom.starts_at) return m.ask_name({ name });
	const today = localTime(now, zone).date;
	const day = dayName(localTime(new Date(whom.starts_at), zone).date, today);
	return m.ask_name_day({ name, day });
}
