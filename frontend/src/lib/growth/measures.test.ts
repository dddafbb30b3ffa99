import { expect, test } from 'vitest';
import { rates, reasonsSaid, sourceName, steps, type Measures } from './measures.ts';

const NOTHING: Measures = {
	asks_so_far: 28,
	asked: 31,
	open: 3,
	talks: 9,
	steps: [
		{ step: 'asked', asks: 31 },
		{ step: 'talked', asks: 8 }
	],
	answered: { k: 18, n: 28, low: 0.4583, high: 0.7928 },
	said_yes: null,
	held: null,
	thanked_in_time: { k: 7, n: 8, low: 0.529, high: 0.978 },
	thanks_citing: null,
	promises_kept: null,
	advice_told: null,
	introducers_told: null,
	answer_days: null,
	talk_days: null,
	names: null,
	conversion: null,
	by_source: [],
	rhythm: null,
	forecast: null,
	reasons: null
};

test('only what there is something to say about is said, in whole numbers out of 100', () => {
	expect(rates(NOTHING)).toEqual([
		{ text: '18 of 28 asks were answered', k: 18, n: 28, low: 46, high: 79 },
		{ text: '7 of 8 thank-yous went out within a day', k: 7, n: 8, low: 53, high: 98 }
	]);
});

test('steps keep their order', () => {
	expect(steps(NOTHING)).toEqual([
		{ label: 'asked', count: 31 },
		{ label: 'talked', count: 8 }
	]);
});

test('a source that was never said has words too', () => {
	expect(sourceName('cold')).toBe('A stranger, with a reason');
	expect(sourceName(null)).toBe('Not said');
});

test('reasons are one sentence, the most frequent first, without those nobody named', () => {
	const reasons = { n: 6, wrong_moment: 3, wrong_person: 0, my_message: 1, cannot_know: 2 };
	expect(reasonsSaid(reasons, 'en')).toBe(
		'After 6 noes and silences you said: wrong moment 3 times, nobody can know 2 times, and my message once.'
	);
});
