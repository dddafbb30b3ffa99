import type { Schema } from '#lib/http/api.ts';
import type { Contact } from '#lib/people/people.ts';
import { me } from '#lib/session/session.svelte.ts';
import {
	beginAnswerToNo,
	beginAsk,
	beginFollowUp,
	beginThanks,
	beginUpdate,
	type Begun,
	type Connection,
	type Followed,
	type Known
} from '#lib/threads/templates.ts';
import type { Channel, Kind, Message } from '#lib/threads/messages.ts';
import * as m from '#lib/paraglide/messages.js';

/** The connection that a person's source speaks of; what made them come to mind decides the rest. */
export function connectionOf(person: Pick<Contact, 'source' | 'why'>): Connection {
	switch (person.source) {
		case 'alumni':
			return 'school';
		case 'referral':
			return 'introduced';
		case 'event':
		case 'association':
			return 'met';
		default:
			return person.why ? 'read' : 'cold';
	}
}

/** How somebody is best reached: as they were last written to, else from what is known of them. */
export function channelFor(person: Contact, written: readonly Message[] = []): Channel {
	const last = written.findLast((one) => one.state === 'sent')?.channel;
	// Whoever answers an invitation on LinkedIn is written to there.
	if (last === 'linkedin_note') return 'linkedin_message';
	if (last === 'email' || last === 'linkedin_message' || last === 'chat') return last;
	const has = (kind: string) => person.points.some((point) => point.kind === kind);
	if (has('email')) return 'email';
	return has('url') ? 'linkedin_message' : 'email';
}

/** What they would like to find out: their own line, or what their choice says in a sentence. */
function wishOf(profile: Schema['ProfileRead']): string {
	if (profile.wish_line) return profile.wish_line;
	switch (profile.wish_kind) {
		case 'fit':
			return m.wish_said_fit();
		case 'new_field':
			return m.wish_said_new_field();
		case 'gap':
			return m.wish_said_gap();
		default:
			return '';
	}
}

function known(person: Contact): Known {
	const profile = me().data?.profile;
	return {
		salutation: '',
		recipientNames: [person.name],
		why: person.why,
		sender: profile?.name ?? '',
		who: '',
		wish: profile ? wishOf(profile) : '',
		point: ''
	};
}

/** The draft that a message of this kind begins with. */
export function begin(
	kind: Kind,
	person: Contact,
	channel: Channel,
	connection: Connection,
	followed: Followed = { advice: '', done: '', result: '' }
): Begun {
	const facts = known(person);
	switch (kind) {
		case 'ask':
			return beginAsk(connection, channel, facts);
		case 'follow_up':
			return beginFollowUp(channel, facts);
		case 'answer_no':
			return beginAnswerToNo(channel, facts);
		case 'update':
			return beginUpdate(channel, facts, followed);
		default:
			return { subject: null, body: '', chips: [] };
	}
}

/** The thank-you that a talk begins with: its first line and the first own promise are in it. */
export function beginThanksOf(
	person: Contact,
	channel: Channel,
	start: Schema['ThanksStart']
): Begun {
	return beginThanks(
		channel,
		known(person),
		// A name or a book they pointed to is not a line of theirs.
		start.chips
			.filter((line) => line.tag !== 'name' && line.tag !== 'resource')
			.map((line) => line.text),
		start.promises.map((line) => ({ text: line.text, mine: line.promiser !== 'theirs' }))
	);
}
