import { describe, expect, it } from 'vitest';
import texts from '../../../messages/en.json';
import { length } from './pitches.ts';
import { short } from './preparation.ts';

describe('the length of a story', () => {
	it('counts words as they are said', () => {
		expect(length("I'm a nurse, six-year-old wards don't count.")).toEqual({
			words: 7,
			seconds: 3
		});
		expect(length('Ich zähle Stürze.').words).toBe(3);
		expect(length('  ')).toEqual({ words: 0, seconds: 0 });
		expect(length('word '.repeat(140)).seconds).toBe(60);
	});
});

/** Words a minute of somebody who reads on a phone and is not in a hurry. */
const READS = 220;

describe('how such a talk goes', () => {
	it('is read in ninety seconds', () => {
		const words = Object.entries(texts)
			.filter(([key]) => key.startsWith('primer_'))
			.map(([, text]) => length(String(text)).words);
		expect(words.length).toBeGreaterThan(15);
		expect(words.reduce((sum, one) => sum + one, 0)).toBeLessThan(1.5 * READS);
	});
});

describe('a note at a glance', () => {
	it('is cut between words', () => {
		expect(short('A  page\non definitions.')).toBe('A page on definitions.');
		const cut = short('word '.repeat(40));
		expect(cut.length).toBeLessThan(84);
		expect(cut.endsWith('word …')).toBe(true);
	});
});
