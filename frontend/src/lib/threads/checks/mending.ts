/** Findings made: places, levels, and the text a fix puts in. */

import { isSpace } from './characters.ts';
import type { Finding, Fix } from './draft.ts';
import { type Evidence, firstName, isAscii } from './evidence.ts';
import { GREETING, LEXICON } from './lexicon.ts';
import type { Span } from './text.ts';
import { insertion } from './wording.ts';

type Params = Record<string, string | number>;

const WARNINGS: ReadonlySet<string> = new Set(LEXICON.warnings);

/** A finding in the body at a span of the fold; its fix adds its text, if any, after it. */
export function found(
	evidence: Evidence,
	rule: string,
	code: string,
	at: Span,
	params: Params = {}
): Finding {
	const place = evidence.text.place(at);
	const sentence = insertion(`${rule}.${code}`);
	const insert = sentence && joined(evidence.text.characters, place.end, sentence);
	const start = insert === null ? place.start : place.end;
	return finding(evidence, rule, 'body', place, { code, insert, start, end: place.end }, params);
}

/** A finding at a span of the fold which its fix puts other words in place of. */
export function foundToReplace(
	evidence: Evidence,
	rule: string,
	code: string,
	at: Span,
	params: Params = {}
): Finding {
	const place = evidence.text.place(at);
	const fix = { code, insert: insertion(`${rule}.${code}`), ...place };
	return finding(evidence, rule, 'body', place, fix, params);
}

/** A finding at a span of the fold which its fix takes away, with the spaces behind it. */
export function foundToLeaveOut(
	evidence: Evidence,
	rule: string,
	code: string,
	at: Span,
	params: Params = {}
): Finding {
	const place = evidence.text.place(at);
	let behind = place.end;
	while (evidence.text.characters[behind] === ' ') behind += 1;
	const fix = { code, insert: '', start: place.start, end: behind };
	return finding(evidence, rule, 'body', place, fix, params);
}

/** A finding about the whole subject line; its fix, if it has a text, replaces it. */
export function foundInSubject(evidence: Evidence, code: string): Finding {
	const place = { start: 0, end: Array.from(evidence.draft.subject ?? '').length };
	const fix = { code, insert: insertion(`subject.${code}`), ...place };
	return finding(evidence, 'subject', 'subject', place, fix, {});
}

/** The place behind a sentence. */
export function afterSentence(evidence: Evidence, index: number): Span {
	const { end } = evidence.sentence(index);
	return { start: end, end };
}

/** The place where the first sentence begins that is no "Dear Ana,". */
export function afterSalutation(evidence: Evidence): Span {
	for (const { start, words, starts } of evidence.text.sentences.slice(0, 2)) {
		if (!GREETING.has(words[0] ?? '')) return { start, end: start };
		const own = words.findIndex(
			(word) => !GREETING.has(word) && !evidence.names.has(word) && isAscii(word)
		);
		const place = starts[own];
		if (place !== undefined) return { start: place, end: place };
	}
	const end = evidence.text.folded.length;
	return { start: end, end };
}

/** The place behind the request, or behind the last sentence before thanks and name. */
export function beforeClosing(evidence: Evidence): Span {
	const last = evidence.requests.at(-1) ?? evidence.spoken.at(-1);
	return last === undefined ? afterSalutation(evidence) : afterSentence(evidence, last);
}

function joined(characters: string[], at: number, insert: string): string {
	const isOpen = (character = '\n') => character === '\n' || isSpace(character);
	const lead = isOpen(characters[at - 1]) ? '' : ' ';
	return lead + insert + (isOpen(characters[at]) ? '' : ' ');
}

function finding(
	evidence: Evidence,
	rule: string,
	field: Finding['field'],
	place: Span,
	fix: Fix,
	params: Params
): Finding {
	return {
		rule,
		level: WARNINGS.has(`${rule}.${fix.code}`) ? 'warning' : 'hint',
		field,
		start: place.start,
		end: place.end,
		fix,
		params: { name: firstName(evidence.draft), ...params }
	};
}
