/**
 * What a person wrote about somebody, turned into words to that somebody: "Her article on ward
 * data" becomes "your article on ward data". The twin of api/threads/addressing.py.
 */

import grammar from '../../../../api/threads/addressing.en.json';
import { capital } from '#lib/time/phrases.ts';
import { TITLES } from './checks/lexicon.ts';

/** Something of theirs, what they did, a whole sentence, or a fragment. */
export type Kind = 'thing' | 'you' | 'told' | 'other';

/** Words to somebody, without a full stop. */
export interface Addressed {
	kind: Kind;
	text: string;
}

type Family = (typeof grammar.families)[number];

interface Token {
	before: string;
	core: string;
	after: string;
	low: string;
}

const VERBS: ReadonlyMap<string, string> = new Map(Object.entries(grammar.verbs));
const NO_VERBS = words(grammar.no_verbs);
const BETWEEN = words(grammar.between);
const SECOND_VERBS = words(grammar.second_verbs);
const NO_NOUN = words(grammar.no_noun);
const DEEDS = words(grammar.deeds);
const FIRST_PERSON = words(grammar.first_person);
const TELLS = words(grammar.tells);
const TOKEN = /^(["'(]?)(.*?)([,.;:!?)"]*)$/s;

/**
 * What `said` tells about the person called `names`, said to them. Only the pronouns of the first
 * family met (she, he, they) are taken as theirs; "they" only where the text begins with it. A name
 * is theirs where the text begins with it.
 */
export function addressed(said: string, names: string[]): Addressed {
	const tokens = parts(said.trim().replace(/[.!?]+$/, '')).map(token);
	const [start] = tokens;
	if (!start) return { kind: 'other', text: '' };
	const turned = pronounsTurned(nameTurned(tokens, names));
	const text = capital(turned.map((t) => t.before + t.core + t.after).join(' '));
	const tells = turned.slice(1).some((t) => TELLS.has(t.low));
	const opening = turned[0]?.low ?? '';
	if (['you', "you've", "you're"].includes(opening)) return { kind: 'you', text };
	if (opening === 'your' && !tells) return { kind: 'thing', text };
	return { kind: FIRST_PERSON.has(start.low) || tells ? 'told' : 'other', text };
}

/** Whether a text begins with what somebody is going to do: "Send you my falls sheet". */
export function isDeed(text: string): boolean {
	return DEEDS.has((text.split(' ', 1)[0] ?? '').toLowerCase());
}

function words(listed: string): ReadonlySet<string> {
	return new Set(listed.split(' '));
}

function parts(text: string): string[] {
	return text.split(/\s+/).filter(Boolean);
}

function token(part: string): Token {
	const [, before = '', core = part, after = ''] = TOKEN.exec(part) ?? [];
	return withCore({ before, core, after, low: '' }, core);
}

function withCore(of: Token, core: string): Token {
	return { ...of, core, low: core.toLowerCase().replaceAll('’', "'") };
}

function withoutOwner(low: string): string {
	return low.endsWith("'s") ? low.slice(0, -2) : low;
}

/** The text with a name at its beginning as "you" or "your". */
function nameTurned(tokens: Token[], names: string[]): Token[] {
	const known = new Set(names.flatMap(parts).map((part) => part.toLowerCase()));
	const named: Token[] = [];
	for (const one of tokens) {
		const bare = withoutOwner(one.low);
		if (!known.has(bare) && !(TITLES.has(bare) && !named.length)) break;
		named.push(one);
		if (one.after || bare !== one.low) break;
	}
	const last = named.at(-1);
	if (!last || !named.some((one) => known.has(withoutOwner(one.low)))) return tokens;
	const core = last.low.endsWith("'s") ? 'your' : 'you';
	return [{ before: '', core, after: last.after, low: core }, ...tokens.slice(named.length)];
}

function pronounsTurned(tokens: Token[]): Token[] {
	const family = familyOf(tokens);
	const turned: Token[] = [];
	let theirs = false;
	let verbDue = false;
	for (const [place, one] of tokens.entries()) {
		const following = tokens[place + 1]?.low ?? '';
		let { core } = one;
		let subject = place === 0 && core === 'you';
		if (family && one.low === family.who) {
			[core, subject] = ['you', true];
		} else if (family && one.low === `${family.who}'s`) {
			core = following.endsWith('ed') ? "you've" : "you're";
		} else if (family && has(family, one.low)) {
			core = objectOrOwn(one, family, following);
		} else if (verbDue || (theirs && turned.at(-1)?.low === 'and' && SECOND_VERBS.has(one.low))) {
			core = secondPerson(core);
		}
		theirs ||= subject;
		verbDue = subject || (verbDue && BETWEEN.has(one.low));
		turned.push(withCore(one, core));
	}
	return turned;
}

function has(family: Family, word: string): boolean {
	return Object.values(family).includes(word);
}

function familyOf(tokens: Token[]): Family | undefined {
	for (const [place, one] of tokens.entries()) {
		for (const family of grammar.families) {
			const late = family.who === 'they' && place > 0;
			if (has(family, withoutOwner(one.low)) && !late) return family;
		}
	}
	return undefined;
}

function objectOrOwn(one: Token, family: Family, following: string): string {
	const alone = Boolean(one.after) || !following || NO_NOUN.has(following);
	if (one.low === family.oneself) return 'yourself';
	if (one.low === family.own && !alone) return 'your';
	if (one.low === family.whose) return 'yours';
	return one.low === family.own && family.own !== family.whom ? 'your' : 'you';
}

function secondPerson(verb: string): string {
	const low = verb.toLowerCase();
	const known = VERBS.get(low);
	if (known) return known;
	if (low.length < 4 || !low.endsWith('s') || /(?:ss|us)$/.test(low) || NO_VERBS.has(low)) {
		return verb;
	}
	if (low.endsWith('ies')) return `${verb.slice(0, -3)}y`;
	if (/(?:ches|shes|sses|xes|zzes|oes)$/.test(low)) return verb.slice(0, -2);
	return verb.slice(0, -1);
}
