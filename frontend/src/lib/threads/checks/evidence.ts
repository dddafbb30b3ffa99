/** What the patterns find in a draft, sentence by sentence, and what each sentence is for. */

import type { Draft } from './draft.ts';
import { CLOSING, ENGLISH, GREETING, LEXICON, limit, type Rules } from './lexicon.ts';
import { personCalled } from './calling.ts';
import { fold, hasLetter, type Sentence, type Span, Text, wordsOf } from './text.ts';

/** The first place of each group of patterns in a sentence. */
export type Hits = ReadonlyMap<string, Span>;

const LONGEST = 2000;
const NEGATION_REACH = 7;
const BARE = 4;
const NONE: Hits = new Map();

/** A draft taken apart once, for all rules of its kind. */
export class Evidence {
	readonly text: Text;
	readonly names: ReadonlySet<string>;
	readonly hits: Hits[];
	/** The sentences between salutation and closing. */
	readonly spoken: number[];
	readonly requests: number[];
	readonly exits: number[];
	readonly judged: boolean;

	constructor(
		readonly draft: Draft,
		rules: Rules
	) {
		this.text = new Text(draft.body);
		this.names = nameWords(draft);
		const { sentences } = this.text;
		this.hits = sentences.map((sentence) => hitsOf(sentence, rules));
		const salutation = sentences[0]?.words.every((word) => this.#greets(word)) ? 0 : -1;
		let closing = sentences.length;
		while (closing > salutation + 1 && this.#closes(closing - 1)) closing -= 1;
		this.spoken = sentences.map((_, i) => i).filter((i) => i > salutation && i < closing);
		this.requests = this.spoken.filter((i) => this.#requests(i, 'request'));
		if (!this.requests.length) {
			// Who asks for nothing in so many words asks by a wish: "I would love to hear about ...".
			this.requests = this.spoken.filter((i) => this.#requests(i, 'wish'));
		}
		this.exits = this.spoken.filter((i) => this.hit(i).has('exit'));
		this.judged = isEnglish(this.text.words);
	}

	hit(index: number): Hits {
		return this.hits[index] ?? NONE;
	}

	sentence(index: number): Sentence {
		const sentence = this.text.sentences[index];
		if (!sentence) throw new RangeError(`no sentence ${index}`);
		return sentence;
	}

	/** Whether a gap of a template still holds the place of what a rule looks for. */
	leavesOpen(rule: string): boolean {
		return this.text.gaps.some((gap) => LEXICON.gaps[gap.label] === rule);
	}

	/** Whether a "not" shortly before a span of a sentence takes it back. */
	negated(index: number, span: Span): boolean {
		const not = this.hit(index).get('negated');
		if (!not || not.start >= span.start) return false;
		const between = wordsOf(this.text.folded.slice(not.end, span.start));
		return between.length <= NEGATION_REACH && !between.includes('but');
	}

	#greets(word: string): boolean {
		return GREETING.has(word) || this.names.has(word) || !isAscii(word);
	}

	#closes(index: number): boolean {
		const hits = this.hit(index);
		if (hits.has('thanks') && !hits.has('request')) return true;
		const { words } = this.sentence(index);
		const strange = words.filter((word) => !CLOSING.has(word) && !this.names.has(word));
		const allowed = words.length <= BARE && index ? 2 : 0;
		return strange.length <= allowed && !hits.has('exit') && !hits.has('request');
	}

	#requests(index: number, group: string): boolean {
		const hits = this.hit(index);
		if (this.sentence(index).listed || !hits.has(group)) return false;
		return !hits.has('exit') || hits.has('talk');
	}
}

/** The first place of each group of patterns in a sentence (its first 2000 characters). */
function hitsOf(sentence: Sentence, { called, mask }: Rules): Hits {
	const wanted = new Set(sentence.words.flatMap(forms).flatMap((form) => called.get(form) ?? []));
	const text = sentence.text.slice(0, LONGEST);
	const masked = mask ? text.replace(mask, (found) => '_'.repeat(found.length)) : text;
	const found = new Map<string, Span>();
	for (const probe of wanted) {
		const match = probe.search.exec(probe.masked ? masked : text);
		if (!match) continue;
		const start = sentence.start + match.index;
		const span = { start, end: start + match[0].length };
		const known = found.get(probe.group);
		if (!known || before(span, known) < 0) found.set(probe.group, span);
	}
	return found;
}

/** What the words of a finding call the other person; empty when nothing is known. */
export function firstName(draft: Draft): string {
	return personCalled(draft.recipientNames);
}

/** The stems of the words that carry a text's meaning. */
export function telling(said: string): Set<string> {
	const words = wordsOf(fold(said)).filter(
		(w) => w.length > 2 && !ENGLISH.has(w) && !GREETING.has(w) && hasLetter(w)
	);
	return new Set(words.map(stem));
}

/** Whether the text takes up a line: half of its telling words, and two where it has them. */
export function cites(evidence: Evidence, lines: string[]): boolean {
	const said = telling(evidence.text.folded);
	return lines.some((line) => {
		const wanted = [...telling(line)];
		const shared = wanted.filter((word) => said.has(word)).length;
		return wanted.length > 0 && shared >= Math.max(Math.min(2, wanted.length), wanted.length / 2);
	});
}

/** Whether a word holds nothing beyond plain letters. */
export function isAscii(word: string): boolean {
	return !/[^\0-\x7f]/.test(word);
}

/** The order of spans: by start, then by end. */
export function before(one: Span, other: Span): number {
	return one.start - other.start || one.end - other.end;
}

/** The earliest of some spans. */
export function first(spans: Span[]): Span | undefined {
	return [...spans].sort(before)[0];
}

function forms(word: string): string[] {
	if (!/['-]/.test(word)) return [word];
	const found = [word];
	if (word.includes('-')) found.push(...word.split('-'));
	if (word.includes("'")) found.push(word.slice(0, word.indexOf("'")));
	return found;
}

function nameWords(draft: Draft): Set<string> {
	const named = [...draft.recipientNames, draft.senderName ?? ''];
	return new Set(named.flatMap((name) => wordsOf(fold(name))));
}

/** A word cut so that "article" and "articles", "define" and "definition" meet. */
export function stem(word: string): string {
	return word.length > 5 ? word.slice(0, 5) : word.replace(/'s$/, '').replace(/s$/, '');
}

function isEnglish(words: string[]): boolean {
	if (words.length < limit('english_words')) return true;
	const known = words.filter((word) => ENGLISH.has(word)).length;
	return known >= limit('english_share') * words.length;
}
