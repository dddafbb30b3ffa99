import { account } from '#lib/session/account.ts';
import type { Schema } from '#lib/http/api.ts';
import { query } from '#lib/http/query.svelte.ts';
import { newId } from '#lib/ids.ts';
import { deliver } from '#lib/offline/travel.svelte.ts';
import * as m from '#lib/paraglide/messages.js';
import { thread } from '#lib/threads/threads.ts';
import { contact, peopleChanged, type Contact } from './people.ts';

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
export function splitName(name: string): { given_name: string; family_name: string | null } {
	const words = name.trim().split(/\s+/);
	if (words.length < 2) return { given_name: words[0] ?? '', family_name: null };
	const particle = words.findIndex((word, index) => index > 0 && PARTICLES.has(word.toLowerCase()));
	const at = particle > 0 ? particle : words.length - 1;
	return { given_name: words.slice(0, at).join(' '), family_name: words.slice(at).join(' ') };
}

const PARTICLES = new Set(
	'da das de del della den der di do dos du el la le ten ter van von zu'.split(' ')
);

/**
 * Adds somebody and begins the ask to them, also without a network. Answers the id of the ask, which
 * is the address of the composer. The screens show both at once.
 */
export async function addAndAsk(person: NewPerson): Promise<string> {
	const id = newId();
	const threadId = newId();
	const name = person.name.trim();
	const body: Schema['ContactCreate'] = {
		id,
		...splitName(name),
		...(person.why?.trim() && { why: person.why.trim() }),
		...(person.role?.trim() && { role: person.role.trim() }),
		...(person.employer?.trim() && { employer_name: person.employer.trim() }),
		...(person.source && { source: person.source }),
		...(person.points?.length && {
			points: person.points.map((point) => ({ id: newId(), ...point }))
		})
	};
	const kept = !(await deliver('/v1/contacts', body, m.travel_new_person({ name })));
	await deliver('/v1/threads', { id: threadId, contact_id: id }, m.travel_ask_begun({ name }));
	if (kept && account()) showBeforeSaved(person, body, threadId);
	peopleChanged();
	return threadId;
}

/** Puts card and ask where the screens look, until the server's own words arrive. */
function showBeforeSaved(person: NewPerson, body: Schema['ContactCreate'], threadId: string): void {
	const at = new Date().toISOString();
	const first_name = body.given_name ?? person.name;
	const reference = { id: threadId, stage: 'identified', lane: 'want_to_ask', due: null } as const;
	contact(body.id).put({
		id: body.id,
		given_name: body.given_name ?? null,
		family_name: body.family_name ?? null,
		name: person.name.trim(),
		why: body.why ?? null,
		role: body.role ?? null,
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
		points: (body.points ?? []).map((point) => ({ label: null, ...point })),
		notes: null,
		archived_at: null,
		do_not_contact: false,
		retain_until: null,
		external_id: null,
		sort: 'sorted',
		created_at: at,
		updated_at: at,
		version: 1,
		thread: reference
	});
	thread(threadId).put({
		...reference,
		contact: { id: body.id, name: person.name.trim(), first_name },
		lane_note: null,
		since: at,
		asked_at: null,
		answered_at: null,
		touches: 0,
		goal_id: null,
		closed_at: null,
		version: 1,
		created_at: at
	});
	query(`messages/${threadId}`, async () => ({ items: [] as Schema['MessageRead'][] })).put({
		items: []
	});
}
