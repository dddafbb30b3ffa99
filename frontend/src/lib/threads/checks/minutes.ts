/** How long a talk a sentence asks for: "15-20 minutes", "half an hour". */

import { ASK, duration } from './ask-lexicon.ts';
import type { Sentence, Span } from './text.ts';

/** A stretch of time in minutes, from the least to the most said, and its span in the fold. */
export interface Duration extends Span {
	least: number;
	most: number;
}

const FORMS = ASK.durations.map((form) => ({
	...form,
	find: duration(form.re, 'g')
}));
const BEFORE = duration(ASK.duration_before);
const AFTER = duration(ASK.duration_after);

/**
 * Every duration of a sentence that could be the length of a talk, in order. Distances and other
 * people's minutes ("twenty minutes away") are not.
 */
export function durations(sentence: Sentence): Duration[] {
	const { text } = sentence;
	if (!ASK.duration_units.some((unit) => text.includes(unit))) return [];
	const found: Duration[] = [];
	for (const form of FORMS) {
		for (const match of text.matchAll(form.find)) {
			const start = sentence.start + match.index;
			const end = start + match[0].length;
			if (found.some((other) => start < other.end && other.start < end)) continue;
			const before = text.slice(Math.max(0, match.index - 24), match.index);
			const after = text.slice(match.index + match[0].length, match.index + match[0].length + 24);
			if (BEFORE.test(before) || AFTER.test(after)) continue;
			const said = form.minutes
				? [form.minutes]
				: match.slice(1).flatMap((word) => (word ? [numberOf(word) * form.each] : []));
			found.push({ least: Math.min(...said), most: Math.max(...said), start, end });
		}
	}
	return found.sort((a, b) => a.start - b.start);
}

function numberOf(said: string): number {
	return ASK.numbers[said] ?? Number.parseInt(said, 10);
}
