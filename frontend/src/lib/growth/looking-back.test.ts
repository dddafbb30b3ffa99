import { expect, test } from 'vitest';
import { comparedIn, quoteOf, sentencesOf, titleOf, type Digest } from './looking-back.ts';

const NOW = new Date('2027-03-20T10:00:00Z');
const QUIET: Digest = {
	id: '0199',
	period: 'week',
	begins: '2027-03-05',
	ends: '2027-03-12',
	goal: '',
	ending: null,
	at: '2027-03-12T18:00:00Z',
	asked: 0,
	answered: 0,
	said_yes: 0,
	said_no: 0,
	talks: 0,
	heard: 0,
	thanked: 0,
	thanked_in_time: 0,
	kept: 0,
	tried: 0,
	told: 0,
	goals: 0,
	steps: [1, 2, 1, 0],
	compared: 'quieter',
	happened: false,
	lines: [],
	next: []
};
const line = (
	what: Digest['lines'][number]['what'],
	first_name: string,
	words = ''
): Digest['lines'][number] => ({ what, words, contact: { id: first_name, first_name } });

test('what happened is told in the order of the chain, with the names that are kept', () => {
	const full: Digest = {
		...QUIET,
		happened: true,
		asked: 3,
		answered: 5,
		said_yes: 3,
		said_no: 1,
		talks: 1,
		heard: 2,
		lines: [
			line('talked', 'Ewan'),
			line('heard', 'Ewan', 'Start with one table.'),
			line('said_yes', 'Ingrid'),
			line('said_yes', 'Jonas'),
			line('said_no', 'Victor')
		]
	};
	expect(sentencesOf(full)).toEqual([
		'1 talk: Ewan',
		'2 lines worth keeping',
		'3 people asked',
		'3 said yes: Ingrid, Jonas and others',
		'1 other answer',
		'1 no, a finished ask: Victor'
	]);
	expect(quoteOf(full)).toEqual({ words: 'Start with one table.', name: 'Ewan' });
	expect(comparedIn(full)).toBe('A quieter week than most of yours. A pause breaks nothing.');
});

test('whoever was erased is named no more, and a quiet week is compared with nothing', () => {
	const erased: Digest = {
		...QUIET,
		happened: true,
		talks: 1,
		lines: [line('talked', ''), line('heard', '')]
	};
	expect(sentencesOf(erased)).toEqual(['1 talk']);
	expect(quoteOf(erased)).toBeNull();
	expect(comparedIn(QUIET)).toBeNull();
});

test('a week is named by its end, a month by its name', () => {
	expect(titleOf(QUIET, NOW)).toBe('Week to 12 March');
	expect(titleOf({ ...QUIET, period: 'month', begins: '2027-02-01' }, NOW)).toBe('February 2027');
});
