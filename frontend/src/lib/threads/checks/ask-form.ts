/** Rules about the form of an ask: length, subject, plain words, tone. */

import type { AskEvidence } from './ask-evidence.ts';
import { askWords } from './ask-lexicon.ts';
import type { Finding } from './draft.ts';
import { first } from './evidence.ts';
import { longest, measured } from './form.ts';
import { limit } from './lexicon.ts';
import { found, foundInSubject, foundToLeaveOut } from './mending.ts';
import { grade } from './reading.ts';
import { fold, hasLetter, type Span, wordsOf } from './text.ts';

const PREFIXES: ReadonlySet<string> = new Set(['re', 'aw', 'fw', 'fwd']);
const FLATTERY = askWords('flattery');
const SHORT_APOLOGY = 12;
const NOWHERE: Span = { start: 0, end: 0 };

/** As `measured`; in a note, whose profile says it, what an ask says of its writer goes first. */
export function length(evidence: AskEvidence): Finding | null {
	const finding = measured(evidence);
	if (finding?.fix.code !== 'note_trim') return finding;
	const aboutMe = evidence.spoken.find(
		(i) => evidence.hit(i).has('who') && !evidence.requests.includes(i) && !evidence.connects(i)
	);
	if (aboutMe === undefined) return finding;
	const { over = 0, limit: most = 0 } = finding.params;
	const params = { over, limit: most };
	return foundToLeaveOut(evidence, 'length', 'note', evidence.sentence(aboutMe), params);
}

/** Three to five words, never empty (e-mail only). "Re:" and figures do not count. */
export function subject(evidence: AskEvidence): Finding | null {
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
export function plainWords(evidence: AskEvidence): Finding | null {
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
export function tone(evidence: AskEvidence): Finding | null {
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

function apology(evidence: AskEvidence, code: string, index: number, span: Span): Finding {
	const sentence = evidence.sentence(index);
	const alone = sentence.words.length <= SHORT_APOLOGY && !evidence.requests.includes(index);
	if (alone && !evidence.connects(index) && !evidence.hit(index).has('exit')) {
		return foundToLeaveOut(evidence, 'tone', code, sentence);
	}
	return found(evidence, 'tone', code, span);
}
