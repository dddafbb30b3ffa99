import { describe, expect, it } from 'vitest';
import { gapRows, gapSentence, headed, levelChoices, sourcesSaid, type SkillGap } from './words.ts';

const sql: SkillGap = {
	skill: { id: 'a', name: 'SQL' },
	standing: 'gap',
	required: 3,
	level_said: true,
	own: 2,
	proof_kind: 'none',
	proof: '',
	sources: 5,
	against: 1,
	people: 6,
	confidence: 'strong',
	plan: [],
	whom: []
};

describe('the gap in words', () => {
	it('says what they expect and what one says', () => {
		expect(gapSentence(sql)).toBe('SQL: they expect “on my own”, you say “with help”');
		expect(gapSentence({ ...sql, own: null })).toBe('SQL: they expect “on my own”; how about you?');
		expect(gapSentence({ ...sql, level_said: false })).toBe(
			'SQL: they name it, you say “with help”'
		);
		expect(gapSentence({ ...sql, level_said: false, own: null })).toBe(
			'SQL: they name it; nobody said how well'
		);
	});

	it('counts employers, and who disagrees', () => {
		expect(sourcesSaid(sql)).toBe('5 employers · 1 says it is not needed');
		expect(sourcesSaid({ ...sql, sources: 1, against: 0 })).toBe('1 employer');
	});

	it('heads the screen with at most three that matter', () => {
		const met = { ...sql, standing: 'met' as const };
		expect(headed([sql, met, sql, sql, sql])).toHaveLength(3);
		expect(headed([met])).toEqual([]);
	});

	it('has a table that says the same', () => {
		expect(gapRows([sql, { ...sql, own: null, level_said: false }])).toEqual([
			['SQL', 'on my own', 'with help', 5],
			['SQL', 'did not say how well', 'not said', 5]
		]);
	});

	it('asks for a level from the basics on', () => {
		expect(levelChoices(1).map(({ value }) => value)).toEqual(['1', '2', '3', '4']);
		expect(levelChoices(0)).toHaveLength(5);
	});
});
