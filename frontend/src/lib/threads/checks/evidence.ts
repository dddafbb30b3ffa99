/** What the patterns find in a draft, sentence by sentence, and what each sentence is for. */

import type { Draft } from './draft.ts';
import { CLOSING, ENGLISH, GREETING, LEXICON, limit, MASK, probes, TITLES } from './lexicon.ts';
import { fold, hasLetter, type Sentence, type Span, Text, wordsOf } from './text.ts';

/** The first place of each group of patterns in a sentence. */
export type Hits = ReadonlyMap<string, Span>;

const FACTS = ['your_thing', 'you_did', 'you_are', 'you_do'];
const KINDS = [
	'kind_review',
	'kind_introduce',
	'kind_send',
	'kind_mentor',
	'kind_shadow',
	'kind_survey',
	'kind_event'
];
const LONGEST = 2000;
const NEGATION_REACH = 7;
const BARE = 4;
const NONE: Hits = new Map();

/** A draft taken apart once, for all rules. */
export class Evidence {
	readonly text: Text;
	readonly names: ReadonlySet<string>;
	readonly hits: Hits[];
	/** The sentences between salutation and closing. */
	readonly spoken: number[];
	readonly requests: number[];
	readonly exits: number[];
	readonly judged: boolean;

	constructor(readonly draft: Draft) {
		this.text = new Text(draft.body);
		this.names = nameWords(draft);
		const { sentences } = this.text;
		this.hits = sentences.map(hitsOf);
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

	/**
	 * The first two sentences that say something. Wishes, apologies and bare hellos do not count;
	 * sentences in a row that only say who is writing count as one.
	 */
	opening(): number[] {
		const found: number[] = [];
		for (const index of this.spoken) {
			if (this.#idle(index)) continue;
			const last = found.at(-1);
			if (last !== undefined && this.#introduces(last) && this.#introduces(index)) found.pop();
			found.push(index);
		}
		return found.slice(0, 2);
	}

	/** Where a sentence tells something about the other person. */
	fact(index: number): Span | undefined {
		const hits = this.hit(index);
		const onlyExit = this.exits.includes(index) && !this.requests.includes(index);
		if (hits.has('pleasantry') || onlyExit) return undefined;
		return first(FACTS.flatMap((group) => hits.get(group) ?? []));
	}

	/** Where a sentence says how the person came to the other one. */
	connects(index: number): Span | undefined {
		const hits = this.hit(index);
		if (hits.has('pleasantry')) return undefined;
		return hits.get('contact_point') ?? this.fact(index);
	}

	/** The different things asked for, in the order of their first place. */
	kinds(): Span[] {
		const found = new Map<string, Span>();
		for (const index of this.spoken) {
			const hits = this.hit(index);
			const special = KINDS.filter((kind) => hits.has(kind));
			for (const kind of special) keep(found, kind, hits.get(kind));
			if (this.requests.includes(index) && (!special.length || hits.has('talk'))) {
				keep(found, 'talk', hits.get('request') ?? hits.get('wish'));
			}
		}
		return [...found.values()].sort(before);
	}

	/**
	 * How much a sentence shares with a reason: 1 for each telling word, 2 for a proper name. The
	 * names of the two people themselves do not count.
	 */
	shared(index: number, other: string): number {
		const own = new Set(Array.from(this.names, stem));
		const said = telling(this.sentence(index).text);
		const proper = new Set(
			other
				.trim()
				.split(/\s+/)
				.slice(1)
				.filter(isCapitalised)
				.flatMap((part) => wordsOf(fold(part)))
				.map(stem)
		);
		let sum = 0;
		for (const word of telling(other)) {
			if (said.has(word) && !own.has(word)) sum += proper.has(word) ? 2 : 1;
		}
		return sum;
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

	#introduces(index: number): boolean {
		return this.hit(index).has('who') && !this.connects(index);
	}

	#idle(index: number): boolean {
		if (this.connects(index)) return false;
		const hits = this.hit(index);
		const empty = hits.has('pleasantry') || hits.has('apology') || hits.has('apology_language');
		return empty || this.sentence(index).words.length <= BARE;
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
export function hitsOf(sentence: Sentence): Hits {
	const called = probes();
	const wanted = new Set(sentence.words.flatMap(forms).flatMap((form) => called.get(form) ?? []));
	const text = sentence.text.slice(0, LONGEST);
	const masked = text.replace(MASK, (found) => '_'.repeat(found.length));
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

/** The first part of the first name that is no title; empty when there is none. */
export function personCalled(names: string[]): string {
	const parts = names.flatMap((name) => name.trim().split(/\s+/));
	return parts.find((part) => part && !TITLES.has(fold(part).replace(/^\.+|\.+$/g, ''))) ?? '';
}

/** The stems of the words that carry a text's meaning. */
export function telling(said: string): Set<string> {
	const words = wordsOf(fold(said)).filter(
		(w) => w.length > 2 && !ENGLISH.has(w) && !GREETING.has(w) && hasLetter(w)
	);
	return new Set(words.map(stem));
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

function stem(word: string): string {
	return word.length > 5 ? word.slice(0, 5) : word.replace(/'s$/, '').replace(/s$/, '');
}

function isCapitalised(part: string): boolean {
	const [initial = ''] = part;
	return initial !== initial.toLowerCase();
}

function keep(found: Map<string, Span>, kind: string, span: Span | undefined): void {
	if (span && !found.has(kind)) found.set(kind, span);
}

function isEnglish(words: string[]): boolean {
	if (words.length < limit('english_words')) return true;
	const known = words.filter((word) => ENGLISH.has(word)).length;
	return known >= limit('english_share') * words.length;
}
