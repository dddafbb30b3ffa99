/** Rules about who meets whom: connection, who you are, something specific. */

import type { Finding } from './draft.ts';
import type { AskEvidence } from './ask-evidence.ts';
import { askWords } from './ask-lexicon.ts';
import { limit } from './lexicon.ts';
import { afterSalutation, afterSentence, found } from './mending.ts';
import type { Span } from './text.ts';

const THINGS = askWords('things');
const FIRST_PERSON = askWords('first_person');
const NO_REASON = askWords('no_reason');

/** The first two sentences say how the person came to the other one. */
export function connection(evidence: AskEvidence): Finding | null {
	if (evidence.leavesOpen('connection')) return null;
	const opening = evidence.opening();
	if (opening.some((i) => evidence.connects(i))) return null;
	if (opening.some((i) => evidence.shared(i, evidence.draft.why) >= 2)) return null;
	for (const index of evidence.spoken) {
		const span = evidence.connects(index);
		if (span && !evidence.requests.includes(index)) {
			return found(evidence, 'connection', 'sooner', span);
		}
	}
	return found(evidence, 'connection', 'add', afterSalutation(evidence));
}

/** One sentence about oneself, at most two. */
export function whoYouAre(evidence: AskEvidence): Finding | null {
	if (evidence.leavesOpen('who_you_are')) return null;
	const own = evidence.spoken.filter(
		(i) => evidence.hit(i).has('self') && !evidence.requests.includes(i) && !evidence.connects(i)
	);
	const tooMuch = own[limit('self_sentences')];
	if (tooMuch !== undefined) {
		return found(evidence, 'who_you_are', 'less', evidence.sentence(tooMuch));
	}
	if (evidence.hits.some((hits) => hits.has('who'))) return null;
	return found(evidence, 'who_you_are', 'add', afterOpening(evidence));
}

/** One fact about this person and why it made one write; in a note a purpose is enough. */
export function specific(evidence: AskEvidence): Finding | null {
	if (evidence.leavesOpen('specific')) return null;
	const { spoken } = evidence;
	if (evidence.draft.channel === 'linkedin_note') {
		const purpose = spoken.some((i) => evidence.hit(i).has('purpose'));
		const met = evidence.leavesOpen('connection') || spoken.some((i) => evidence.connects(i));
		if (purpose && met) return null;
	}
	const facts = spoken.filter((i) => isFact(evidence, i));
	const [fact] = facts;
	if (fact === undefined) return found(evidence, 'specific', 'fact', afterOpening(evidence));
	if (spoken.some((i) => givesReason(evidence, i, facts))) return null;
	const at = afterSentence(evidence, fact);
	const thing = evidence.sentence(fact).words.find((word) => THINGS.has(word));
	if (thing === undefined) return found(evidence, 'specific', 'why_them', at);
	return found(evidence, 'specific', 'why', at, { thing });
}

function isFact(evidence: AskEvidence, index: number): boolean {
	if (evidence.fact(index)) return true;
	if (evidence.requests.includes(index) || evidence.exits.includes(index)) return false;
	if (evidence.hit(index).has('who')) return false;
	return evidence.shared(index, evidence.draft.why) >= 2;
}

/**
 * Whether a sentence says why: in so many words, or as a second thing about the two of them. A
 * reason that is only felt ("I laughed", "I still have it") is one too; a word about oneself, a
 * wish or a purpose is none.
 */
function givesReason(evidence: AskEvidence, index: number, facts: number[]): boolean {
	const hits = evidence.hit(index);
	if (hits.has('exit') && !facts.includes(index)) return false;
	if (hits.has('reason')) return true;
	if (index === facts[0] || evidence.requests.includes(index)) return false;
	if ([...NO_REASON].some((group) => hits.has(group))) return false;
	if (facts.includes(index)) return true;
	if (['who', 'self', 'purpose'].some((group) => hits.has(group))) return false;
	return evidence.sentence(index).words.some((w) => FIRST_PERSON.has(w));
}

function afterOpening(evidence: AskEvidence): Span {
	const [start] = evidence.opening();
	return start === undefined ? afterSalutation(evidence) : afterSentence(evidence, start);
}
