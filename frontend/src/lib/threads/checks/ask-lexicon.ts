/** What the check of an ask alone needs of the lexicon. */

import lexicon from '../../../../../api/threads/checks/lexicon.ask.json';
import { expanded } from './lexicon.ts';

interface AskLexicon {
	channels: Record<string, string[]>;
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

export const ASK: AskLexicon = lexicon;

/** A word list by its name. */
export function askWords(name: string): ReadonlySet<string> {
	return new Set(ASK.words[name]);
}

/** A pattern of how long something takes, compiled. */
export function duration(pattern: string, flags = ''): RegExp {
	return new RegExp(expanded(pattern), flags);
}
