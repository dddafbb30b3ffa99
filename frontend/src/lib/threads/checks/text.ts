/** A draft as the rules read it: folded characters, words and sentences that know their place. */

import { foldCharacter, isDropped, isSpace } from './characters.ts';
import { ABBREVIATIONS, LEXICON } from './lexicon.ts';

/** A stretch of the fold. */
export interface Span {
	start: number;
	end: number;
}

/** A sentence of the folded text: its span, its words and where each begins in the fold. */
export interface Sentence extends Span {
	text: string;
	words: string[];
	starts: number[];
	listed: boolean;
}

/** A place the person has still to fill: its span in the fold and what it asks for. */
export interface Gap extends Span {
	label: string;
}

interface Line {
	offset: number;
	content: string[];
	joint: string;
	isItem: boolean;
}

const GAP = '\ue002';
const WORD = /[a-z0-9\xaa-\ue000]+(?:['-][a-z0-9\xaa-\ue000]+)*/g;
const LETTER = /[a-z\xaa-\ue000]/;
const STOP = /[.?!](?=["')\]]{0,3}(?:[ \n]|$))/g;
const BULLET = /^(?:[-*+]|\d{1,2}[.)]|[a-h][)])[ ]+(?=[^ ])/;
const OPEN_GAP = new RegExp(
	`\\{\\{([^{}\\n]{0,80})\\}\\}|\\[((?:${LEXICON.gap_labels.join('|')})[^\\[\\]\\n]{0,40})\\]`,
	'g'
);
const INITIALS = /^(?!p\.m)[b-hj-z](?:\.[b-hj-z])?$/;
const BULLETS: ReadonlySet<string> = new Set('•–—·▪◦‣●○');

/** A short text (a name, a reason) folded, without regard to places. */
export function fold(text: string): string {
	return Array.from(text, foldCharacter).join('');
}

/** The words of a folded text: runs of letters and figures, apostrophes and hyphens inside. */
export function wordsOf(folded: string): string[] {
	return folded.match(WORD) ?? [];
}

/** Whether a run is a word to count: "20" is a figure, "20-minute" a word. */
export function hasLetter(word: string): boolean {
	return LETTER.test(word);
}

/**
 * A text with its fold, its sentences, its gaps and the way back to places in the original.
 *
 * Lines quoted from another message and everything under a "-- " line are not the person's words
 * and stay out. A line break is a space; an empty line or a list item ends a sentence, unless the
 * line before ends with a comma ("Dear Ana,").
 */
export class Text {
	readonly characters: string[];
	readonly folded: string;
	readonly sentences: Sentence[];
	readonly gaps: Gap[];
	readonly words: string[];
	readonly #at: number[] = [];

	constructor(original: string) {
		this.characters = Array.from(original);
		const folded: string[] = [];
		const listed = new Set<number>();
		for (const line of ownLines(this.characters)) {
			if (folded.length) {
				folded.push(line.joint);
				this.#at.push(line.offset - 1);
			}
			if (line.isItem) listed.add(folded.length);
			this.#foldLine(line, folded);
		}
		const raw = folded.join('');
		this.gaps = Array.from(raw.matchAll(OPEN_GAP), (match) => ({
			start: match.index,
			end: match.index + match[0].length,
			label: (match[1] || match[2] || '').trim()
		}));
		this.folded = raw.replace(OPEN_GAP, (gap) => GAP.repeat(gap.length));
		this.sentences = sentencesOf(this.folded, listed);
		this.words = this.sentences.flatMap((sentence) => sentence.words.filter(hasLetter));
	}

	/** The span of the original, in code points, behind a span of the fold. */
	place({ start, end }: Span): Span {
		if (!this.#at.length) return { start: 0, end: 0 };
		const first = this.#at[start];
		if (first === undefined) {
			const last = this.#after(this.#at.at(-1) ?? 0);
			return { start: last, end: last };
		}
		return { start: first, end: end <= start ? first : this.#after(this.#at[end - 1] ?? first) };
	}

	#after(place: number): number {
		let following = place + 1;
		while (isDropped(this.characters[following] ?? ' ')) following += 1;
		return following;
	}

	#foldLine(line: Line, folded: string[]): void {
		line.content.forEach((character, index) => {
			for (const part of foldCharacter(character)) {
				const last = folded.at(-1);
				if (part === ' ' && (last === ' ' || last === '\n')) continue;
				folded.push(part);
				this.#at.push(line.offset + index);
			}
		});
	}
}

function ownLines(characters: string[]): Line[] {
	const found: Line[] = [];
	let parted = false;
	const lines = linesOf(characters);
	for (const [number, { offset, content }] of lines.entries()) {
		const text = content.join('');
		if (text === '--') break;
		if (text.startsWith('>')) continue;
		if (!text) {
			parted = true;
			continue;
		}
		if (text.toLowerCase().endsWith('wrote:') && quotesNext(lines.slice(number + 1, number + 3))) {
			continue;
		}
		const taken = BULLET.exec(firstOf(content))?.[0].length ?? 0;
		const endsOpen = found.at(-1)?.content.at(-1) === ',';
		const joint = taken || (parted && !endsOpen) ? '\n' : ' ';
		found.push({
			offset: offset + taken,
			content: content.slice(taken),
			joint,
			isItem: taken > 0
		});
		parted = false;
	}
	return found;
}

function linesOf(characters: string[]): { offset: number; content: string[] }[] {
	const lines = [];
	let start = 0;
	while (start <= characters.length) {
		const found = characters.indexOf('\n', start);
		const stop = found < 0 ? characters.length : found;
		let offset = start;
		let end = stop;
		while (offset < end && isSpace(characters[offset] ?? '')) offset += 1;
		while (end > offset && isSpace(characters[end - 1] ?? '')) end -= 1;
		lines.push({ offset, content: characters.slice(offset, end) });
		start = stop + 1;
	}
	return lines;
}

function firstOf(content: string[]): string {
	return content
		.slice(0, 8)
		.map((c) => (BULLETS.has(c) ? '-' : c < '\x80' ? c.toLowerCase() : c))
		.join('');
}

function quotesNext(lines: { content: string[] }[]): boolean {
	return lines.find((line) => line.content.length)?.content[0] === '>';
}

function sentencesOf(folded: string, listed: ReadonlySet<number>): Sentence[] {
	const ends = new Set<number>([folded.length]);
	for (const match of folded.matchAll(STOP)) {
		if (match[0] === '.' && abbreviates(folded, match.index)) continue;
		let end = match.index + 1;
		while (end < folded.length && '"\')]'.includes(folded.charAt(end))) end += 1;
		ends.add(end);
	}
	for (let at = folded.indexOf('\n'); at >= 0; at = folded.indexOf('\n', at + 1)) ends.add(at);
	const sentences: Sentence[] = [];
	let start = 0;
	for (const end of [...ends].sort((a, b) => a - b)) {
		while (start < end && ' \n'.includes(folded.charAt(start))) start += 1;
		const text = folded.slice(start, end);
		const found = [...text.matchAll(WORD)];
		if (found.length) {
			const begin = start;
			const words = found.map((match) => match[0]);
			const starts = found.map((match) => begin + match.index);
			sentences.push({ start, end, text, words, starts, listed: listed.has(start) });
		}
		start = end;
	}
	return sentences;
}

function abbreviates(folded: string, stop: number): boolean {
	let begin = stop;
	while (begin > 0 && stop - begin < 8 && !' \n("\''.includes(folded.charAt(begin - 1))) begin -= 1;
	const word = folded.slice(begin, stop);
	return ABBREVIATIONS.has(word) || INITIALS.test(word);
}
