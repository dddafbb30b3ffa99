import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Claim = Schema['ClaimRead'];
export type ClaimLine = Schema['ClaimLine'];
export type Alike = Schema['Alike'];
export type Theme = Claim['theme'];
export type Stands = 'corroborated' | 'mixed' | 'single';

export const THEMES: readonly { value: Theme; label: () => string }[] = [
	{ value: 'skill', label: m.theme_skill },
	{ value: 'trend', label: m.theme_trend },
	{ value: 'path', label: m.theme_path },
	{ value: 'culture', label: m.theme_culture },
	{ value: 'advice', label: m.theme_advice },
	{ value: 'entry', label: m.theme_entry },
	{ value: 'pay', label: m.theme_pay },
	{ value: 'other', label: m.theme_other }
];

/** Claims, the best supported first. */
export function claims(which: { stands?: Stands } = {}): Pages<Claim> {
	return new Pages(`heard/list/${which.stands ?? ''}`, (cursor) =>
		answer(api.GET('/v1/insights', { params: { query: { ...which, ...(cursor && { cursor }) } } }))
	);
}

/** One claim with the lines behind it. */
export const claim = (id: string) =>
	query(`heard/one/${id}`, () =>
		answer(api.GET('/v1/insights/{insight_id}', { params: { path: { insight_id: id } } }))
	);

/** The claims that have a line of this talk. */
export const claimsOfTalk = (talk: string) =>
	query(`heard/talk/${talk}`, () =>
		answer(
			api.GET('/v1/conversations/{conversation_id}/insights', {
				params: { path: { conversation_id: talk } }
			})
		)
	);

/** The lines of a talk that stand behind claims. */
export const behind = (talk: string) =>
	query(`heard/lines/${talk}`, () =>
		answer(api.GET('/v1/evidence', { params: { query: { conversation_id: talk } } }))
	);

/** Lines that seem to say the same: of one talk, or of all. */
export const alike = (talk?: string) =>
	query(`heard/alike/${talk ?? ''}`, () =>
		answer(
			api.GET('/v1/insights/alike', {
				params: { query: { limit: 10, ...(talk && { conversation_id: talk }) } }
			})
		)
	);

/** "5 of 6 people · 5 employers · 1 disagrees": numbers with their size, never without. */
export function standing(
	one: Pick<Claim, 'people' | 'supporters' | 'employers' | 'disagree'>
): string {
	if (one.people === 0) return m.heard_nobody_left();
	const people =
		one.supporters === one.people
			? m.heard_people({ count: one.people })
			: m.heard_of_people({ count: one.people, supporters: one.supporters });
	const parts = [people];
	if (one.employers > 0 && one.people > 1) parts.push(m.heard_employers({ count: one.employers }));
	if (one.disagree > 0 && one.supporters > 0) parts.push(m.heard_disagree({ count: one.disagree }));
	return parts.join(' · ');
}

/** "Came up in 2 of 3 talks before April, in 4 of 5 since": counts, no verdict. */
export function overTime(trend: Schema['Trend']): string {
	const since = new Date(`${trend.since}T12:00:00Z`);
	const long = Date.now() - since.getTime() > 300 * 24 * 3_600_000;
	const month = since.toLocaleDateString('en-GB', {
		month: 'long',
		year: long ? 'numeric' : undefined,
		timeZone: 'UTC'
	});
	const { before, talks_before, after, talks_after } = trend;
	return m.heard_trend({ before, talks_before, after, talks_after, month });
}

/** Own words for a claim, or what it is about. */
export async function reword(one: Claim, change: { claim?: string; theme?: Theme }): Promise<void> {
	const path = { insight_id: one.id };
	await fresh(
		one.version,
		(header) =>
			answer(api.PATCH('/v1/insights/{insight_id}', { body: change, params: { path, header } })),
		async () => (await answer(api.GET('/v1/insights/{insight_id}', { params: { path } }))).version
	);
	invalidate('heard');
}

/** A line supports its claim, or says the contrary. */
export async function turn(line: ClaimLine): Promise<void> {
	const polarity = line.polarity === 'supports' ? 'contradicts' : 'supports';
	await answer(
		api.PATCH('/v1/evidence/{evidence_id}', {
			body: { polarity },
			params: { path: { evidence_id: line.id }, header: { 'If-Match': `"${line.version}"` } }
		})
	);
	invalidate('heard');
}

/** Two claims are one; a tap takes it back. */
export async function merge(
	into: string,
	goes: string,
	options: { contrary?: boolean } = {}
): Promise<void> {
	await move({ into_id: into, insight_id: goes, contrary: options.contrary ?? false });
}

/** A line goes to a claim of its own, whose id is returned; a tap takes it back. */
export async function split(line: ClaimLine): Promise<string> {
	const into = newId();
	await move({ into_id: into, line_id: line.line_id, contrary: line.polarity === 'contradicts' });
	return into;
}

async function move(wish: Omit<Schema['MoveCreate'], 'id'>): Promise<void> {
	const id = newId();
	await answer(api.POST('/v1/insight-moves', { body: { id, ...wish } }));
	invalidate('heard');
	say(m.heard_moved(), async () => {
		await answer(api.DELETE('/v1/insight-moves/{move_id}', { params: { path: { move_id: id } } }));
		invalidate('heard');
	});
}

/** They do not say the same: nobody asks again. */
export async function refuse(pair: Alike): Promise<void> {
	await answer(
		api.POST('/v1/insights/unlike', { body: { one_id: pair.one.id, other_id: pair.other.id } })
	);
	invalidate('heard/alike');
}
