/** Notices a question that a yes, a no or a number would answer, and offers an open one. */

import RULES from '../../../../api/preparation/closed.en.json';

export interface Closed {
	kind: 'yes_no' | 'either' | 'fact';
	rewording: string;
}

type Verdict = Closed['kind'] | 'open' | null;

const rule = (pattern: string) => new RegExp(pattern, 'i');
const FILLERS = rule(RULES.fillers);
const HELPER = rule(RULES.helper);
const ASKS = rule(RULES.asks);
const FACT = rule(RULES.fact);
const OPEN = [RULES.invites, RULES.embeds, RULES.courtesy].map(rule);
const SHORT = rule(RULES.short);
const WORD = rule(RULES.word);
const CHOICE = rule(RULES.choice);
const TAG = rule(RULES.tag);
const REWORDINGS = RULES.rewordings.map(([pattern = '', say = '']) => ({
	asked: rule(pattern),
	say
}));
const SENTENCE = /[^.!?]+[.!?]*/g;
const BREAK = /[,;:] +| [–—-] +/g;
const SPACE = /[ \t\r\n\u00a0]+/g;
const EDGES = /^ +| +$/g;

/**
 * What closes this question, or null where it is open, no question, or there is doubt. The same
 * rules and answers as `api/preparation/closed.py` (tests/vectors/closed_questions.json).
 */
export function lookAt(text: string): Closed | null {
	const plain = text.replaceAll('’', "'").replace(SPACE, ' ').replace(EDGES, '');
	const sentences = (plain.match(SENTENCE) ?? [])
		.map((part) => part.replace(EDGES, ''))
		.filter(Boolean);
	const questions = sentences.filter((one) => one.endsWith('?'));
	let found: Closed | null = null;
	let place = '';
	for (const one of questions.length > 0 ? questions : sentences.slice(-1)) {
		const verdict = judge(one);
		if (verdict === 'open') return null;
		if (verdict) {
			found = verdict;
			place = one;
		}
	}
	if (!found) return null;
	const { kind, rewording } = found;
	return { kind, rewording: plain.replace(place, () => rewording) };
}

function judge(sentence: string): Closed | 'open' | null {
	const body = sentence.replace(/[.?! ]+$/, '');
	const starts = [0, ...[...body.matchAll(BREAK)].map((one) => one.index + one[0].length)];
	const clauses = starts.map((start) => ({ start, words: bare(firstClause(body.slice(start))) }));
	let closing: { start: number; kind: Closed['kind'] } | null = null;
	for (const { start, words } of clauses) {
		const kind = clauseKind(words);
		if (kind === 'open') return 'open';
		if (kind && !closing) closing = { start, kind };
	}
	if (closing) {
		const { start, kind } = closing;
		const before = body.slice(0, start);
		const asked = bare(body.slice(start));
		const tagged = start > 0 && TAG.test(asked);
		return { kind, rewording: tagged ? statement(before) : reword(before, asked) };
	}
	if (sentence.endsWith('?') && !WORD.test(body)) {
		const last = clauses.at(-1);
		const told = last && last.start > 0 && TAG.test(last.words) ? body.slice(0, last.start) : body;
		return { kind: 'yes_no', rewording: statement(told) };
	}
	return null;
}

function clauseKind(clause: string): Verdict {
	if (OPEN.some((one) => one.test(clause))) return 'open';
	if (FACT.test(clause)) return 'fact';
	if (ASKS.test(clause)) return 'open';
	if (HELPER.test(clause) || SHORT.test(clause)) return CHOICE.test(clause) ? 'either' : 'yes_no';
	return null;
}

const firstClause = (text: string) => text.split(BREAK, 1)[0] ?? '';

/** The clause without words that only lead into it. */
function bare(clause: string): string {
	let shorter = clause.replace(FILLERS, '');
	while (shorter !== clause) {
		clause = shorter;
		shorter = clause.replace(FILLERS, '');
	}
	return clause;
}

function statement(told: string): string {
	return RULES.statement.replace('{1}', () => told.replace(/[,;: –—-]+$/, ''));
}

function reword(before: string, asked: string): string {
	for (const { asked: pattern, say } of REWORDINGS) {
		const match = pattern.exec(asked);
		if (!match) continue;
		const groups = match.slice(1).map((group?: string) => inside(group ?? ''));
		const filled = say.replace(/\{(\d)\}/g, (_, n: string) => groups[Number(n) - 1] ?? '');
		const said = filled.endsWith('?') ? filled : `${filled}?`;
		return before ? `${before}${lower(said)}` : said.charAt(0).toUpperCase() + said.slice(1);
	}
	return asked;
}

/** A part as it stands inside a sentence: a helper that began one loses its capital. */
const inside = (group: string) => (HELPER.test(group) || ASKS.test(group) ? lower(group) : group);

const lower = (text: string) =>
	text.startsWith('I ') || text.startsWith("I'")
		? text
		: text.charAt(0).toLowerCase() + text.slice(1);
