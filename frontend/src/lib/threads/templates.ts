/**
 * Drafts to begin with: asks by connection and channel, follow-up, thanks, answer to a no,
 * update. What is not known stays a visible gap: `{{who you are}}`. The twin of api/threads/templates.py, from the
 * same texts.
 */

import catalogue from '../../../../api/texts/templates.en.json';
import { addressed, isDeed } from './addressing.ts';
import type { Channel } from './checks/draft.ts';
import { personCalled } from './checks/calling.ts';

export type Connection = keyof typeof catalogue.connections;

/** What is known when a draft begins; "" leaves a gap. */
export interface Known {
	/** What follows "Dear"; else the first of `recipientNames`. */
	salutation: string;
	recipientNames: string[];
	/** The answer to "What made you think of them?" */
	why: string;
	sender: string;
	/** A sentence of the person about themselves. */
	who: string;
	/** What the person would like to find out. */
	wish: string;
	/** A sentence of the person about what made them write. */
	point: string;
}

/** A promise of the talk, and whether it is the writer's own. */
export interface Promised {
	text: string;
	mine: boolean;
}

/** What became of a piece of advice; "" leaves a gap. */
export interface Followed {
	/** A line of theirs. */
	advice: string;
	/** A sentence of the person's own. */
	done: string;
	/** A sentence of the person's own. */
	result: string;
}

/** A line of the talk and the words it puts into the draft; `used` when it is in already. */
export interface Chip {
	kind: 'line' | 'promise';
	text: string;
	insert: string;
	used: boolean;
}

/** A draft to begin with; `chips` are lines that can be dropped in. */
export interface Begun {
	subject: string | null;
	body: string;
	chips: Chip[];
}

type Slots = Record<string, string>;
type Gap = keyof typeof catalogue.gaps;

const CLAUSE = /^(?:if|whether|how|what|which|where|who|why|when)\b/;
const SENTENCE = /^(?:I|I'm|I’m|I've|I’ve|My|We)\b(?!')/;
const PLACED = /^(?:an?|the|in|at|from|with|currently|now|[a-z]+ing)\b/;

/** The kinds of connection with their labels, in the order they are offered. */
export const CONNECTIONS = Object.entries(catalogue.connections).map(([id, { label }]) => ({
	id: id as Connection,
	label
}));

/** An ask for a connection, cut for the channel (DOMAIN.md section 6, Channels). */
export function beginAsk(connection: Connection, channel: Channel, known: Known): Begun {
	const opening = catalogue.connections[connection];
	const body = filled(frame(channel), {
		...people(known),
		how: how(known) || opening.how,
		who: who(known.who),
		wish: wish(known.wish),
		point: stopped(known.point) || opening.point
	});
	return { subject: channel === 'email' ? opening.subject : null, body, chips: [] };
}

/** The one follow-up after a silence. */
export function beginFollowUp(channel: Channel, known: Known): Begun {
	return begin(catalogue.follow_up, channel, people(known));
}

/** A gracious line after a no. */
export function beginAnswerToNo(channel: Channel, known: Known): Begun {
	return begin(catalogue.answer_no, channel, people(known));
}

/**
 * A thank-you with the first line that was kept and the first promise of one's own in it. Every
 * line and promise is a chip as well, so that another can be dropped in.
 */
export function beginThanks(
	channel: Channel,
	known: Known,
	lines: string[],
	promises: Promised[]
): Begun {
	const own = promises.find((promised) => promised.mine);
	const chips: Chip[] = [
		...lines.map((text, n) => ({
			kind: 'line' as const,
			text,
			insert: lineOf(text),
			used: n === 0
		})),
		...promises.map((promised) => ({
			kind: 'promise' as const,
			text: promised.text,
			insert: promiseOf(promised, known),
			used: promised === own
		}))
	];
	const [line] = lines;
	const stays = filled(catalogue.sentences.stays, {
		text: line === undefined ? gap('line') : lineOf(line)
	});
	const begun = begin(catalogue.thanks, channel, {
		...people(known),
		stays,
		promise: own ? promiseOf(own, known) : ''
	});
	return { ...begun, body: begun.body.replaceAll(' \n', '\n'), chips };
}

/** News to somebody who gave advice: what they said, what was done, what came of it. */
export function beginUpdate(channel: Channel, known: Known, followed: Followed): Begun {
	const { sentences } = catalogue;
	const said = withoutQuotes(followed.advice);
	return begin(catalogue.update, channel, {
		...people(known),
		advised: said ? filled(sentences.advised, { text: said }) : sentences.advised_open,
		done: stopped(followed.done) || sentences.done_open,
		result: stopped(followed.result) || sentences.result_open
	});
}

function frame(channel: Channel): string {
	if (channel === 'linkedin_note') return catalogue.frames.note;
	return channel === 'spoken' ? catalogue.frames.spoken : catalogue.frames.message;
}

function begin(written: { subject: string; body: string }, channel: Channel, slots: Slots): Begun {
	const subject = channel === 'email' ? written.subject : null;
	return { subject, body: filled(written.body, slots), chips: [] };
}

function people(known: Known): Slots {
	return {
		salutation: known.salutation.trim() || personCalled(known.recipientNames) || gap('salutation'),
		sender: known.sender.trim() || gap('sender')
	};
}

function how(known: Known): string {
	if (!known.why.trim()) return '';
	const { kind, text } = addressed(known.why, known.recipientNames);
	return filled(catalogue.sentences[kind], { text });
}

function who(said: string): string {
	const bare = said.trim().replace(/\.+$/, '');
	if (!bare) return filled(catalogue.sentences.who, { text: gap('who') });
	if (SENTENCE.test(bare)) return stopped(bare);
	const article = PLACED.test(bare) ? '' : 'aeiou'.includes(bare.charAt(0)) ? 'an ' : 'a ';
	return filled(catalogue.sentences.who, { text: article + bare });
}

function wish(said: string): string {
	const bare = said.trim().replace(/[.!?]+$/, '');
	if (!bare) return catalogue.sentences.wish_open;
	if (SENTENCE.test(bare)) return stopped(bare);
	const low = /^.[a-z ]/.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
	if (low.startsWith('to ')) return filled(catalogue.sentences.wish_to, { text: low });
	const { wish_clause: clause, wish_about: about } = catalogue.sentences;
	return filled(CLAUSE.test(low) ? clause : about, { text: low });
}

function lineOf(said: string): string {
	return filled(catalogue.sentences.line, { text: withoutQuotes(said) });
}

function withoutQuotes(said: string): string {
	return said.trim().replace(/^[".]+|[".]+$/g, '');
}

function promiseOf(promised: Promised, known: Known): string {
	const { kind, text } = addressed(promised.text, known.recipientNames);
	if (!promised.mine) {
		const said = kind === 'you' ? text.charAt(0).toLowerCase() + text.slice(1) : text;
		return filled(catalogue.sentences.offer, { text: said });
	}
	if (isDeed(text)) {
		const deed = text.charAt(0).toLowerCase() + text.slice(1);
		return filled(catalogue.sentences.promise_to, { text: deed });
	}
	const own = /^(?:I|I'll|I’ll) /.test(text);
	return filled(own ? catalogue.sentences.promise : catalogue.sentences.promise_other, { text });
}

function stopped(said: string): string {
	const bare = said.trim();
	return !bare || /[.!?]$/.test(bare) ? bare : `${bare}.`;
}

function gap(slot: Gap): string {
	return `{{${catalogue.gaps[slot]}}}`;
}

// The labels of gaps have spaces in them, so that {{who you are}} is no slot.
function filled(text: string, slots: Slots): string {
	return text.replace(/\{([a-z_]+)\}/g, (_, slot: string) => slots[slot] ?? '');
}
