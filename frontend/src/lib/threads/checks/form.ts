/** Rules about the form of any message: open places and length. */

import type { Finding } from './draft.ts';
import type { Evidence } from './evidence.ts';
import { limit } from './lexicon.ts';
import { found } from './mending.ts';
import type { Sentence, Span } from './text.ts';

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
export function measured(evidence: Evidence): Finding | null {
	const { words, gaps, sentences } = evidence.text;
	const count = words.length;
	if (!count && !gaps.length) return found(evidence, 'length', 'empty', NOWHERE);
	if (evidence.draft.channel === 'linkedin_note') {
		const most = evidence.draft.noteLimit;
		const over = evidence.draft.body.length - most;
		if (over <= 0) return null;
		const { span } = longest(sentences);
		return found(evidence, 'length', 'note_trim', span, { over, limit: most });
	}
	if (count <= limit('long')) return null;
	const code = count > limit('very_long') ? 'very_long' : 'long';
	return found(evidence, 'length', code, longest(sentences).span, { words: count });
}

/** The sentence with the most words: how many, and where it is. */
export function longest(sentences: Sentence[]): { count: number; span: Span } {
	let count = 0;
	let span = NOWHERE;
	for (const { words, start, end } of sentences) {
		if (words.length > count) [count, span] = [words.length, { start, end }];
	}
	return { count, span };
}
