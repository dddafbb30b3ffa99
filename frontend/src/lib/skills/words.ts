import type { Schema } from '#lib/http/api.ts';
import * as m from '#lib/paraglide/messages.js';

export type SkillGap = Schema['SkillGap'];

const LEVELS = [
	m.skill_level_0,
	m.skill_level_1,
	m.skill_level_2,
	m.skill_level_3,
	m.skill_level_4
] as const;

/** How well, in words: from "not yet" (0) to "can teach it" (4). */
export function levelWord(level: number | null): string {
	return level === null ? m.skill_level_unsaid() : (LEVELS[level] ?? m.skill_level_unsaid)();
}

/** The levels to choose from; asked for is at least the basics. */
export function levelChoices(from: 0 | 1): { value: string; label: string }[] {
	return LEVELS.map((label, level) => ({ value: String(level), label: label() })).slice(from);
}

/** What they expect and what one says, as one sentence. */
export function gapSentence(one: SkillGap): string {
	const skill = one.skill.name;
	if (!one.level_said) {
		return one.own === null
			? m.gap_they_name({ skill })
			: m.gap_they_name_own({ skill, own: levelWord(one.own) });
	}
	const level = levelWord(one.required);
	return one.own === null
		? m.gap_they_expect_unsaid({ skill, level })
		: m.gap_they_expect({ skill, level, own: levelWord(one.own) });
}

/** How many employers ask for it, and how many say it is not needed. */
export function sourcesSaid(one: Pick<SkillGap, 'sources' | 'against'>): string {
	const asking = one.sources === 1 ? m.gap_sources_one() : m.gap_sources({ count: one.sources });
	if (one.against === 0) return asking;
	const against = one.against === 1 ? m.gap_against_one() : m.gap_against({ count: one.against });
	return `${asking} · ${against}`;
}

/** The skills that head the screen: what is missing most, then what one has not said. */
export function headed(skills: SkillGap[], most = 3): SkillGap[] {
	return skills
		.filter(({ standing }) => standing === 'gap' || standing === 'unsaid')
		.slice(0, most);
}

/** The rows of the table that says the same as the bars. */
export function gapRows(skills: SkillGap[]): (string | number)[][] {
	return skills.map((one) => [
		one.skill.name,
		one.level_said ? levelWord(one.required) : m.skill_line_unsaid(),
		levelWord(one.own),
		one.sources
	]);
}
