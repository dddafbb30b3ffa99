import type { Schema } from '#lib/http/api.ts';
import { newId } from '#lib/ids.ts';
import { deliver } from '#lib/offline/deliver.ts';
import * as m from '#lib/paraglide/messages.js';
import { messages } from '#lib/threads/messages.ts';
import { beginAsk } from '#lib/threads/threads.ts';
import { contact, peopleChanged, type Contact } from './people.ts';
import { PARTICLES } from './particles.ts';

/** What a person needs to say about somebody: a name; the rest is asked for where it is used. */
export interface NewPerson {
	name: string;
	why?: string;
	role?: string;
	employer?: string;
	points?: { kind: 'email' | 'phone' | 'url'; value: string }[];
	source?: Contact['source'];
}

/** How a name falls into given and family name: the last word, unless a particle goes before it. */
export function splitName(name: string): { given_name: string; family_name: string } {
	const words = name.trim().split(/\s+/);
	if (words.length < 2) return { given_name: words[0] ?? '', family_name: '' };
	const particle = words.findIndex((word, index) => index > 0 && PARTICLES.has(word.toLowerCase()));
	const at = particle > 0 ? particle : words.length - 1;
	return { given_name: words.slice(0, at).join(' '), family_name: words.slice(at).join(' ') };
}

/** Adds somebody, also without a network; answers the id of the card. */
export async function addPerson(person: NewPerson): Promise<string> {
	const id = newId();
	const name = person.name.trim();
	const body: Schema['ContactCreate'] = {
		id,
		...splitName(name),
		why: person.why?.trim() ?? '',
		role: person.role?.trim() ?? '',
		...(person.employer?.trim() && { employer: person.employer.trim() }),
		...(person.source && { source: person.source }),
		points: person.points ?? []
	};
	const arrived = await deliver('/v1/contacts', body, m.travel_new_person({ name }));
	if (!arrived) showBeforeSaved(person, body);
	peopleChanged();
	return id;
}

/**
 * Adds somebody and begins the ask to them, also without a network. Answers the id of the ask, which
 * is the address of the composer.
 */
export async function addAndAsk(person: NewPerson): Promise<string> {
	const name = person.name.trim();
	const id = await addPerson(person);
	const shown = contact(id).data;
	const thread = await beginAsk({ id, name, first_name: splitName(name).given_name });
	if (shown) {
		const at = { id: thread, stage: 'identified', lane: 'want_to_ask', due: null } as const;
		contact(id).put({ ...shown, thread: at });
		messages(thread).put({ items: [] });
	}
	return thread;
}

/** Puts a card where the screens look, until the server's own words arrive. */
function showBeforeSaved(person: NewPerson, body: Schema['ContactCreate']): void {
	const at = new Date().toISOString();
	contact(body.id).put({
		id: body.id,
		given_name: body.given_name ?? '',
		family_name: body.family_name ?? '',
		name: person.name.trim(),
		why: body.why ?? '',
		role: body.role ?? '',
		employer: null,
		function: null,
		function_guessed: false,
		industry: null,
		seniority: null,
		seniority_guessed: false,
		country: null,
		time_zone: null,
		source: person.source ?? null,
		tie: null,
		tags: [],
		points: (body.points ?? []).map((point) => ({ id: newId(), label: '', ...point })),
		notes: '',
		archived_at: null,
		do_not_contact: false,
		retain_until: null,
		connected_on: null,
		last_contact_at: null,
		external_id: null,
		sort: 'sorted',
		created_at: at,
		updated_at: at,
		version: 1,
		thread: null,
		employer_name: null,
		lane: null,
		email: null,
		phone: null
	});
}
