/**
 * The shared lexicon, the same files that the API reads: limits, word lists and patterns. What one
 * kind of message alone needs comes with the check of that kind.
 */

import lexicon from '../../../../../api/threads/checks/lexicon.json';

type Patterns = Record<string, { when: string; re: string }[]>;

interface Lexicon {
	limits: Record<string, number>;
	order: string[];
	warnings: string[];
	gaps: Record<string, string>;
	gap_labels: string[];
	folded: Record<string, string>;
	words: Record<string, string[]>;
	macros: Record<string, string>;
	patterns: Patterns;
}

/** What a kind of message adds. */
export interface Own {
	macros?: Record<string, string>;
	/** Groups that do not look at "could you", "thank you" and the like. */
	masked?: string[];
	patterns: Patterns;
}

/** A compiled pattern with the group it speaks for. */
export interface Probe {
	group: string;
	masked: boolean;
	search: RegExp;
}

/** Every pattern of a kind of message under each word that calls it up, and what is masked. */
export interface Rules {
	called: ReadonlyMap<string, Probe[]>;
	mask: RegExp | null;
}

export const LEXICON: Lexicon = lexicon;

/** A limit by its name. */
export function limit(name: string): number {
	const value = LEXICON.limits[name];
	if (value === undefined) throw new Error(`the lexicon has no limit ${name}`);
	return value;
}

function wordList(name: string): ReadonlySet<string> {
	return new Set(LEXICON.words[name]);
}

/** A pattern with its macros written out, as both engines compile it. */
export function expanded(pattern: string, own: Own['macros'] = {}): string {
	for (;;) {
		const known = pattern.replace(
			/<([a-z_]+)>/g,
			(_, name: string) => own[name] ?? LEXICON.macros[name] ?? ''
		);
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

/** The rules of a kind of message; compiled on first use. */
export function rulesOf({ macros = {}, masked = [], patterns }: Own): () => Rules {
	let rules: Rules | undefined;
	return () => {
		if (rules) return rules;
		const called = new Map<string, Probe[]>();
		for (const [group, all] of Object.entries({ ...LEXICON.patterns, ...patterns })) {
			for (const { when, re } of all) {
				const search = new RegExp(expanded(re, macros));
				const probe = { group, masked: masked.includes(group), search };
				for (const word of when.split(' ')) called.set(word, [...(called.get(word) ?? []), probe]);
			}
		}
		const mask = macros.mask ? new RegExp(`\\b${macros.mask}\\b`, 'g') : null;
		return (rules = { called, mask });
	};
}
