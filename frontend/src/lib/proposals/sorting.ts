import { called } from '#lib/after/looking-back.ts';
import { behind, claim, reword, type Theme } from '#lib/heard/heard.ts';
import { answer, api, type Schema } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import { drainNow } from '#lib/offline/travel.svelte.ts';
import { pointedTo } from '#lib/talks/pointed.ts';
import { lines, type Line, type Talk } from '#lib/talks/talks.ts';

export type Proposal = Schema['Proposal'];
export type Proposals = Schema['Proposals'];
type Sent = Schema['Sent'];

/** What a line may be; a promise is one's own or theirs. */
export type Kind = Exclude<Proposal['tag'], 'promise'> | 'mine' | 'theirs';

/** A skill that a line speaks of, and what is said of it: a level, `unsaid`, `not_needed`, `not_about`. */
export interface SkillSaid {
	skill: Schema['Named'];
	said: string;
}

/** What is in the fields: suggested at first, then as the person has it. */
export interface Fields {
	kind: Kind;
	theme: Theme;
	name: string;
	skills: SkillSaid[];
}

/** All that would be sent to have the lines of a talk sorted. */
export const sorting = (talk: string) =>
	query(`sorting/${talk}`, () =>
		answer(
			api.GET('/v1/conversations/{conversation_id}/sorting', {
				params: { path: { conversation_id: talk } }
			})
		)
	);

/** Sends these lines; what the model makes of them. */
export const send = (talk: string, sent: Sent[]): Promise<Proposals> =>
	answer(
		api.POST('/v1/conversations/{conversation_id}/sorting', {
			params: { path: { conversation_id: talk } },
			body: { lines: sent }
		})
	);

/** Whether `text` is `whole` with something taken out: only that may be sent. */
export function fewer(text: string, whole: string): boolean {
	const left = [...whole.replace(/\s/g, '')];
	let at = 0;
	for (const letter of text.replace(/\s/g, '')) {
		while (at < left.length && left[at] !== letter) at += 1;
		if (at === left.length) return false;
		at += 1;
	}
	return true;
}

/** The fields that a proposal fills. */
export function filled({ tag, promiser, theme, name, skills }: Proposal): Fields {
	return {
		kind: tag === 'promise' ? (promiser ?? 'theirs') : tag,
		theme: theme ?? 'other',
		name: name ?? '',
		skills: skills.map(({ skill, says, level }) => ({
			skill,
			said: says === 'not_needed' ? says : level === null ? 'unsaid' : String(level)
		}))
	};
}

/** Whether a proposal says anything that is not so already. */
export const isNews = (line: Line | undefined, one: Proposal): boolean =>
	line !== undefined &&
	(line.tag !== one.tag ||
		one.skills.length > 0 ||
		(one.theme !== null && one.theme !== 'other') ||
		one.name !== null);

/** Keeps what is in the fields, by the ways there are for each: signals, the line, its claim, a person. */
export async function keep(talk: Talk, line: Line, fields: Fields): Promise<void> {
	for (const { skill, said } of fields.skills) {
		if (said === 'not_about') continue;
		const body: Schema['SignalCreate'] = {
			id: newId(),
			line_id: line.id,
			skill_id: skill.id,
			says: said === 'not_needed' ? 'not_needed' : 'needed',
			level: Number(said) || null
		};
		await answer(api.POST('/v1/skill-signals', { body }));
	}
	const promise = fields.kind === 'mine' || fields.kind === 'theirs';
	const tag = promise ? 'promise' : (fields.kind as Line['tag']);
	const promiser = promise ? (fields.kind as 'mine' | 'theirs') : null;
	if (tag !== line.tag || promiser !== line.promiser) await called(talk, line, tag, promiser);
	if (tag === 'insight' && fields.theme !== 'other') await about(talk, line, fields.theme);
	const name = fields.name.trim();
	if (tag === 'name' && name) await pointedTo(talk, name, { line: false });
	invalidate('gap', 'skills', 'skill-signals', `talk/${talk.id}/skills`, 'heard', 'sorting');
}

/** What the claim of a line is about. A line that has just become one travels first. */
async function about(talk: Talk, line: Line, theme: Theme): Promise<void> {
	await drainNow();
	const standing = lines(talk.id).data?.items.find(
		({ id, text, tag }) => tag === 'insight' && (id === line.id || text === line.text)
	);
	const evidence = behind(talk.id);
	await evidence.refresh();
	const found = evidence.data?.items.find(({ line_id }) => line_id === (standing ?? line).id);
	if (!found) throw evidence.failure ?? new Failure(404, 'not-found');
	const its = claim(found.insight_id);
	await its.refresh();
	if (its.data) await reword(its.data.claim, { theme });
}
