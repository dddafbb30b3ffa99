import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { beginAsk } from '#lib/threads/threads.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Gap = Schema['GapRead'];
export type Skill = Schema['SkillRead'];
export type Signal = Schema['SignalRead'];
export type Suggestion = Schema['Suggestion'];
export type OwnLevel = Required<Schema['OwnLevel']>;
type CouldTell = Schema['CouldTell'];

/** Where one stands with every skill that was named, for a goal or over all talks. */
export const gap = (goalId?: string) =>
	query(`gap/${goalId ?? ''}`, () =>
		answer(api.GET('/v1/gap', { params: { query: goalId ? { goal_id: goalId } : {} } }))
	);

/** The skills that one uses. */
export function skills(): Pages<Skill> {
	return new Pages('skills', (cursor) =>
		answer(api.GET('/v1/skills', { params: { query: cursor ? { cursor } : {} } }))
	);
}

/** Who said what of a skill, in which line. */
export function signals(skillId: string): Pages<Signal> {
	return new Pages(`skill-signals/${skillId}`, (cursor) =>
		answer(
			api.GET('/v1/skill-signals', {
				params: { query: { skill_id: skillId, ...(cursor && { cursor }) } }
			})
		)
	);
}

/** What the lines of a talk say of skills, and what they seem to say. */
export const talkSkills = (id: string) =>
	query(`talk/${id}/skills`, () =>
		answer(
			api.GET('/v1/conversations/{conversation_id}/skills', {
				params: { path: { conversation_id: id } }
			})
		)
	);

/** Skills to choose from, by what was typed. */
export async function findSkills(text: string): Promise<Schema['KnownSkills']> {
	return answer(api.GET('/v1/skills/known', { params: { query: { text } } }));
}

function changed(): void {
	invalidate('gap', 'skills', 'skill-signals');
}

/** Adds a skill in one's own words; its id. */
export async function addSkill(name: string): Promise<string> {
	const made = await answer(api.POST('/v1/skills', { body: { id: newId(), name } }));
	changed();
	return made.id;
}

/** Keeps how well one can do it, and what shows it. */
export async function sayLevel(skillId: string, body: OwnLevel): Promise<void> {
	const path = { skill_id: skillId };
	await answer(api.PUT('/v1/skills/{skill_id}/level', { body, params: { path } }));
	changed();
	say(m.skill_saved());
}

type Said = { says: Signal['says']; level: number | null };

/** Confirms what a line says of a skill; a tap takes it back. */
export async function confirm(talkId: string, one: Suggestion, said: Said): Promise<void> {
	const body = { id: newId(), line_id: one.line_id, skill_id: one.skill.id, ...said };
	await answer(api.POST('/v1/skill-signals', { body }));
	talkChanged(talkId);
	say(m.skill_confirmed({ skill: one.skill.name }), () => takeBack(talkId, body.id));
}

/** Puts right how well they asked for it. */
export async function putRight(talkId: string, one: Signal, said: Said): Promise<void> {
	const path = { signal_id: one.id };
	await fresh(
		one.version,
		(header) =>
			answer(api.PATCH('/v1/skill-signals/{signal_id}', { body: said, params: { path, header } })),
		async () =>
			(await answer(api.GET('/v1/skill-signals/{signal_id}', { params: { path } }))).version
	);
	talkChanged(talkId);
	say(m.skill_confirmed({ skill: one.skill.name }));
}

/** They did not say it after all. */
export async function takeBack(talkId: string, signalId: string): Promise<void> {
	const path = { signal_id: signalId };
	await answer(api.DELETE('/v1/skill-signals/{signal_id}', { params: { path } }));
	talkChanged(talkId);
}

/** This line does not speak of this skill; a tap takes that back. */
export async function refuse(talkId: string, one: Suggestion): Promise<void> {
	const body = { line_id: one.line_id, skill_id: one.skill.id };
	await answer(api.POST('/v1/skill-refusals', { body }));
	talkChanged(talkId);
	say(m.skill_refused(), async () => {
		const path = { line_id: one.line_id, skill_id: one.skill.id };
		await answer(api.DELETE('/v1/skill-refusals/{line_id}/{skill_id}', { params: { path } }));
		talkChanged(talkId);
	});
}

function talkChanged(talkId: string): void {
	changed();
	invalidate(`talk/${talkId}/skills`);
}

/** Puts the question on the list of the talk that is coming; says where to go when there is none. */
export async function askAbout(who: CouldTell, skill: string): Promise<string | null> {
	if (!who.conversation_id) {
		// Whoever was asked before is answered from their own page.
		return who.thread_id ? `/people/${who.contact.id}` : `/write/${await beginAsk(who.contact)}`;
	}
	const path = { conversation_id: who.conversation_id };
	const questions = [{ id: newId(), text: m.skill_question({ skill }) }];
	await answer(
		api.POST('/v1/conversations/{conversation_id}/questions', {
			body: { questions },
			params: { path }
		})
	);
	invalidate(`talk/${who.conversation_id}`);
	say(m.skill_question_added({ name: who.contact.first_name }));
	return null;
}
