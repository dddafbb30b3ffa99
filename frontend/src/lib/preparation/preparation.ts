import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Preparation = Schema['PreparationRead'];
export type PreparationChange = Schema['PreparationChange'];
export type Question = Schema['QuestionRead'];
export type Suggested = Schema['SuggestedQuestion'];
export type BankQuestion = Schema['BankQuestion'];
export type Framework = BankQuestion['framework'];
export type Prompt = NonNullable<Question['rests_on']>;
type Planned = Schema['QuestionPlanned'];

const path = (id: string) => ({ conversation_id: id });

/** The sheet of a talk, with what is known of the person already. */
export const preparation = (id: string) =>
	query(`preparation/${id}`, () =>
		answer(
			api.GET('/v1/conversations/{conversation_id}/preparation', { params: { path: path(id) } })
		)
	);

/** The question plan of a talk, in its order. */
export const questions = (id: string) =>
	query(`questions/${id}`, () =>
		answer(api.GET('/v1/conversations/{conversation_id}/questions', { params: { path: path(id) } }))
	);

/** What would fit this talk, and what fits the minutes that are left. */
export const suggestions = (id: string) =>
	query(`suggested/${id}`, () =>
		answer(
			api.GET('/v1/conversations/{conversation_id}/questions/suggested', {
				params: { path: path(id) }
			})
		)
	);

/** The whole bank. */
export const bank = () => query('bank', () => answer(api.GET('/v1/questions/bank')));

/** Where the printed page comes from. */
export const printed = (id: string) => `/v1/conversations/${id}/preparation.pdf`;

/** Writes some fields of the sheet; shows what the server made of them. */
export async function savePreparation(
	id: string,
	version: number,
	change: PreparationChange
): Promise<Preparation> {
	const address = '/v1/conversations/{conversation_id}/preparation';
	const saved = await fresh(
		version,
		(header) => answer(api.PATCH(address, { body: change, params: { path: path(id), header } })),
		async () => (await answer(api.GET(address, { params: { path: path(id) } }))).version
	);
	preparation(id).put(saved);
	// A note may let a question rest on it.
	invalidate(`suggested/${id}`, 'today');
	return saved;
}

/** Puts questions into the plan, behind those that are there. */
export async function planQuestions(id: string, chosen: Omit<Planned, 'id'>[]): Promise<void> {
	const planned = await answer(
		api.POST('/v1/conversations/{conversation_id}/questions', {
			body: { questions: chosen.map((one) => ({ id: newId(), ...one })) },
			params: { path: path(id) }
		})
	);
	questions(id).put(planned);
	changed(id);
}

/** What of a suggestion goes into the plan. */
export function planned(one: Suggested) {
	const { text, minutes, bank: key, rests_on, moved_from_id, assumption_id } = one;
	return { text, minutes, bank: key, rests_on, moved_from_id, assumption_id };
}

export async function changeQuestion(
	one: Question,
	change: Schema['QuestionChange']
): Promise<void> {
	const question = { question_id: one.id };
	await fresh(
		one.version,
		(header) =>
			answer(
				api.PATCH('/v1/questions/{question_id}', {
					body: change,
					params: { path: question, header }
				})
			),
		async () =>
			(await answer(api.GET('/v1/questions/{question_id}', { params: { path: question } }))).version
	);
	changed(one.conversation_id);
}

/** Takes a question out of the plan; *Undo* puts it back, at the end. */
export async function removeQuestion(one: Question): Promise<void> {
	const id = one.conversation_id;
	const shown = questions(id);
	if (shown.data) {
		shown.put({ ...shown.data, items: shown.data.items.filter((other) => other.id !== one.id) });
	}
	await answer(
		api.DELETE('/v1/questions/{question_id}', {
			params: { path: { question_id: one.id }, header: { 'If-Match': '*' } }
		})
	);
	changed(id);
	const { text, minutes, bank: key, rests_on, moved_from_id, assumption_id } = one;
	say(m.prep_removed(), () =>
		planQuestions(id, [{ text, minutes, bank: key, rests_on, moved_from_id, assumption_id }])
	);
}

/** Puts a question one place up (-1) or down (1). */
export async function moveQuestion(one: Question, by: -1 | 1): Promise<void> {
	const id = one.conversation_id;
	const shown = questions(id);
	const ids = shown.data?.items.map((other) => other.id) ?? [];
	const at = ids.indexOf(one.id);
	const to = at + by;
	if (at < 0 || to < 0 || to >= ids.length) return;
	[ids[at], ids[to]] = [ids[to]!, ids[at]!];
	shown.put(
		await answer(
			api.POST('/v1/conversations/{conversation_id}/questions/order', {
				body: { ids },
				params: { path: path(id) }
			})
		)
	);
}

function changed(id: string): void {
	invalidate(
		`questions/${id}`,
		`suggested/${id}`,
		`preparation/${id}`,
		// The screen of the talk itself.
		`talk/${id}/questions`,
		'today',
		'assumptions'
	);
}

export const FRAMEWORKS: { value: Framework; label: () => string }[] = [
	{ value: 'tiara', label: m.prep_framework_tiara },
	{ value: 'life', label: m.prep_framework_life },
	{ value: 'day', label: m.prep_framework_day },
	{ value: 'skills', label: m.prep_framework_skills },
	{ value: 'culture', label: m.prep_framework_culture },
	{ value: 'entry', label: m.prep_framework_entry }
];

/** Why a question is offered, in a few words; null where there is nothing to say. */
export function reason(one: Suggested): string | null {
	if (one.left_open_with) return m.prep_why_left_open({ name: one.left_open_with });
	if (one.resting_note) return m.prep_you_read({ note: short(one.resting_note) });
	const words = {
		left_open: null,
		rests_on: null,
		assumption: m.prep_why_assumption,
		wish: m.prep_why_wish,
		field: m.prep_why_field,
		seniority: m.prep_why_seniority
	};
	for (const code of one.reasons) {
		const word = words[code];
		if (word) return word();
	}
	return null;
}

const MOST = 80;

/** The beginning of a note, whole words. */
export function short(note: string): string {
	const line = note.replace(/\s+/g, ' ').trim();
	if (line.length <= MOST) return line;
	return `${line.slice(0, MOST).replace(/\s\S*$/, '')} …`;
}
