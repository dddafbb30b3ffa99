/** Rules about a draft's form: open places, length, subject, plain words, tone. */

import type { Finding } from './draft.ts';
import { type Evidence, first } from './evidence.ts';
import { FLATTERY, limit } from './lexicon.ts';
import { found, foundInSubject, foundToLeaveOut } from './mending.ts';
import { grade } from './reading.ts';
import { fold, hasLetter, type Sentence, type Span, wordsOf } from './text.ts';

const PREFIXES: ReadonlySet<string> = new Set(['re', 'aw', 'fw', 'fwd']);
const SHORT_APOLOGY = 12;
const NOWHERE: Span = { start: 0, end: 0 };

/** A place of a template that is still open. */
export function gap(evidence: Evidence): Finding | null {
	const { gaps } = evidence.text;
	const [open] = gaps;
	return open
		? found(evidence, 'gap', 'fill', open, { label: open.label, count: gaps.length })
		: null;
}

/** 50-100 words is good; over 125 a hint, over 200 a warning; a note has its own limit. */
export function length(evidence: Evidence): Finding | null {
	const { words, gaps, sentences } = evidence.text;
	const count = words.length;
	if (!count && !gaps.length) return found(evidence, 'length', 'empty', NOWHERE);
	if (evidence.draft.channel === 'linkedin_note') return note(evidence);
	if (count <= limit('long')) return null;
	const code = count > limit('very_long') ? 'very_long' : 'long';
	return found(evidence, 'length', code, longest(sentences).span, { words: count });
}

/** A thank-you has up to 120 words. */
export function thanksLength(evidence: Evidence): Finding | null {
	const { words, gaps, sentences } = evidence.text;
	const count = words.length;
	if (!count && !gaps.length) return found(evidence, 'length', 'empty', NOWHERE);
	if (count <= limit('thanks_long')) return null;
	return found(evidence, 'length', 'long_thanks', longest(sentences).span, { words: count });
}

function note(evidence: Evidence): Finding | null {
	const most = evidence.draft.noteLimit;
	const params = { over: evidence.draft.body.length - most, limit: most };
	if (params.over <= 0) return null;
	const aboutMe = evidence.spoken.find(
		(i) => evidence.hit(i).has('who') && !evidence.requests.includes(i) && !evidence.connects(i)
	);
	if (aboutMe !== undefined) {
		return foundToLeaveOut(evidence, 'length', 'note', evidence.sentence(aboutMe), params);
	}
	return found(evidence, 'length', 'note_trim', longest(evidence.text.sentences).span, params);
}

/** Three to five words, never empty (e-mail only). "Re:" and figures do not count. */
export function subject(evidence: Evidence): Finding | null {
	const folded = fold(evidence.draft.subject ?? '');
	const words = wordsOf(folded).filter((word) => !PREFIXES.has(word));
	if (!words.length) return foundInSubject(evidence, 'empty');
	if (folded.includes('{{')) return null;
	if (words.length < limit('subject_least')) return foundInSubject(evidence, 'short');
	if (words.filter(hasLetter).length > limit('subject_most')) {
		return foundInSubject(evidence, 'long');
	}
	return null;
}

/** A reading grade to about 8, names and the field's own words left out. */
export function plainWords(evidence: Evidence): Finding | null {
	const { sentences, words } = evidence.text;
	if (words.length < limit('grade_words')) return null;
	const field = evidence.draft.fieldWords.flatMap((said) => wordsOf(fold(said)));
	const known = new Set([...evidence.names, ...field]);
	const reached = Math.min(grade(sentences), grade(sentences, known));
	if (reached <= limit('grade')) return null;
	const { count, span } = longest(sentences);
	return found(evidence, 'plain_words', 'simpler', span, { longest: count });
}

/** No apology for writing (nor for one's English), no pile of superlatives. */
export function tone(evidence: Evidence): Finding | null {
	for (const [group, code] of [
		['apology_language', 'language'],
		['apology', 'apology']
	] as const) {
		for (const index of evidence.spoken) {
			const span = evidence.hit(index).get(group);
			if (span && !evidence.negated(index, span)) return apology(evidence, code, index, span);
		}
	}
	const praise = evidence.text.sentences.flatMap(({ words, starts }) =>
		words.flatMap((word, i) => {
			const start = starts[i] ?? 0;
			return FLATTERY.has(word) ? [{ start, end: start + word.length }] : [];
		})
	);
	praise.push(...evidence.hits.flatMap((hits) => hits.get('flattery_frame') ?? []));
	if (praise.length < limit('flattery')) return null;
	return found(evidence, 'tone', 'flattery', first(praise) ?? NOWHERE);
}

function apology(evidence: Evidence, code: string, index: number, span: Span): Finding {
	const sentence = evidence.sentence(index);
	const alone = sentence.words.length <= SHORT_APOLOGY && !evidence.requests.includes(index);
	if (alone && !evidence.connects(index) && !evidence.hit(index).has('exit')) {
		return foundToLeaveOut(evidence, 'tone', code, sentence);
	}
	return found(evidence, 'tone', code, span);
}

function longest(sentences: Sentence[]): { count: number; span: Span } {
	let count = 0;
	let span = NOWHERE;
	for (const { words, start, end } of sentences) {
		if (words.length > count) [count, span] = [words.length, { start, end }];
	}
	return { count, span };
}
