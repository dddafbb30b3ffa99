/** What an ask says beyond its requests: how it opens, whom it knows, what it asks for. */

import { before, Evidence, first, stem, telling } from './evidence.ts';
import { fold, type Span, wordsOf } from './text.ts';

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
const BARE = 4;

/** An ask taken apart once, for all its rules. */
export class AskEvidence extends Evidence {
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

	#introduces(index: number): boolean {
		return this.hit(index).has('who') && !this.connects(index);
	}

	#idle(index: number): boolean {
		if (this.connects(index)) return false;
		const hits = this.hit(index);
		const empty = hits.has('pleasantry') || hits.has('apology') || hits.has('apology_language');
		return empty || this.sentence(index).words.length <= BARE;
	}
}

function isCapitalised(part: string): boolean {
	const [initial = ''] = part;
	return initial !== initial.toLowerCase();
}

function keep(found: Map<string, Span>, kind: string, span: Span | undefined): void {
	if (span && !found.has(kind)) found.set(kind, span);
}
