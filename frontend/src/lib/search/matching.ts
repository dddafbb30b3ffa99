import type { Mark } from './search.ts';

/** As words are compared: small letters, without accents. */
function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words somebody typed. */
export function wordsOf(typed: string): string[] {
	return plain(typed).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The pieces of `text` with its hits, when a word of it begins with each of `words`; else null. */
export function marked(text: string, words: readonly string[]): Mark[] | null {
	const left = new Set(words);
	const pieces = text.split(/([\p{L}\p{M}\p{N}]+)/u).filter(Boolean);
	const marks = pieces.map((piece): Mark => {
		const begins = words.filter((word) => plain(piece).startsWith(word));
		for (const word of begins) left.delete(word);
		return { text: piece, hit: begins.length > 0 };
	});
	return left.size === 0 && words.length > 0 ? marks : null;
}
