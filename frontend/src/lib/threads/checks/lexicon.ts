/** The shared lexicon, the same file that the API reads: limits, word lists and patterns. */

import lexicon from '../../../../../api/threads/checks/lexicon.json';

interface Lexicon {
	limits: Record<string, number>;
	order: string[];
	warnings: string[];
	channels: Record<string, string[]>;
	gaps: Record<string, string>;
	gap_labels: string[];
	folded: Record<string, string>;
	words: Record<string, string[]>;
	numbers: Record<string, number>;
	duration_units: string[];
	durations: { re: string; each: number; minutes: number }[];
	duration_before: string;
	duration_after: string;
	macros: Record<string, string>;
	masked: string[];
	patterns: Record<string, { when: string; re: string }[]>;
}

/** A compiled pattern with the group it speaks for. */
export interface Probe {
	group: string;
	masked: boolean;
	search: RegExp;
}

export const LEXICON: Lexicon = lexicon;

/** A limit by its name. */
export function limit(name: string): number {
	const value = LEXICON.limits[name];
	if (value === undefined) throw new Error(`the lexicon has no limit ${name}`);
	return value;
}

/** A word list by its name. */
export function wordList(name: string): ReadonlySet<string> {
	return new Set(LEXICON.words[name]);
}

/** A pattern with its macros written out, as both engines compile it. */
export function expanded(pattern: string): string {
	for (;;) {
		const known = pattern.replace(/<([a-z_]+)>/g, (_, name: string) => LEXICON.macros[name] ?? '');
		if (known === pattern) return pattern;
		pattern = known;
	}
}

export const FOLDED: ReadonlyMap<string, string> = new Map(Object.entries(LEXICON.folded));
export const ABBREVIATIONS = wordList('abbreviations');
export const GREETING = wordList('greeting');
export const TITLES = wordList('titles');
export const CLOSING = wordList('closing');
export const ENGLISH = wordList('english');
export const FLATTERY = wordList('flattery');
export const MASK = new RegExp(`\\b${expanded('<mask>')}\\b`, 'g');

let byWord: Map<string, Probe[]> | undefined;

/** Every pattern under each word that calls it up; compiled on first use. */
export function probes(): ReadonlyMap<string, Probe[]> {
	if (byWord) return byWord;
	byWord = new Map();
	for (const [group, patterns] of Object.entries(LEXICON.patterns)) {
		for (const pattern of patterns) {
			const search = new RegExp(expanded(pattern.re));
			const probe = { group, masked: LEXICON.masked.includes(group), search };
			for (const word of pattern.when.split(' ')) {
				const called = byWord.get(word);
				if (called) called.push(probe);
				else byWord.set(word, [probe]);
			}
		}
	}
	return byWord;
}
