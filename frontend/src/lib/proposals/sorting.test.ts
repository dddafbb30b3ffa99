import { expect, test } from 'vitest';
import { fewer, filled, isNews, type Proposal } from './sorting.ts';

const said: Proposal = {
	line_id: 'a',
	tag: 'insight',
	theme: null,
	promiser: null,
	name: null,
	skills: []
};
const line = {
	id: 'a',
	kind: 'line' as const,
	tag: 'insight' as const,
	text: 'SQL first.',
	at: '2026-03-03T10:00:00Z',
	promiser: null,
	due_on: null,
	question_id: null
};

test('words may be taken out of a line, and none put in', () => {
	expect(fewer('Talk to .', 'Talk to Ben Adeyemi.')).toBe(true);
	expect(fewer('Talk  to\nBen', 'Talk to Ben Adeyemi.')).toBe(true);
	expect(fewer('Talk to Kofi', 'Talk to Ben Adeyemi.')).toBe(false);
	expect(fewer('', 'Talk to Ben.')).toBe(true);
});

test('a proposal fills the fields, a promise as whose it is', () => {
	expect(filled({ ...said, tag: 'promise', promiser: 'mine' }).kind).toBe('mine');
	expect(filled({ ...said, tag: 'promise' }).kind).toBe('theirs');
	const sql = { id: 's', name: 'SQL' };
	const skills: Proposal['skills'] = [
		{ skill: sql, says: 'needed', level: 3 },
		{ skill: sql, says: 'needed', level: null },
		{ skill: sql, says: 'not_needed', level: null }
	];
	expect(filled({ ...said, skills }).skills.map((one) => one.said)).toEqual([
		'3',
		'unsaid',
		'not_needed'
	]);
});

test('what is so already is not suggested', () => {
	expect(isNews(line, said)).toBe(false);
	expect(isNews(line, { ...said, theme: 'culture' })).toBe(true);
	expect(isNews(line, { ...said, tag: 'advice' })).toBe(true);
	expect(isNews(undefined, { ...said, tag: 'advice' })).toBe(false);
});
