import { expect, test } from 'vitest';
import { marked, wordsOf } from './matching.ts';

const shown = (text: string, typed: string) =>
	marked(text, wordsOf(typed))
		?.map((one) => (one.hit ? `[${one.text}]` : one.text))
		.join('') ?? null;

test('every word that was typed begins a word', () => {
	expect(shown('SQL first, tools later.', 'sql too')).toBe('[SQL] first, [tools] later.');
	expect(shown('SQL first, tools later.', 'sql chart')).toBeNull();
	expect(shown('A table you know', 'able')).toBeNull();
});

test('accents and case do not matter', () => {
	expect(shown('Das Gerät, Café', 'CAFE gera')).toBe('Das [Gerät], [Café]');
	expect(shown('Cafe\u0301', 'cafe')).toBe('[Cafe\u0301]');
});

test('nothing typed finds nothing', () => {
	expect(shown('anything', ' … ')).toBeNull();
	expect(wordsOf('')).toEqual([]);
});
