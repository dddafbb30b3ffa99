import { answer, api, type Schema } from '#lib/http/api.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import { deliver } from '#lib/offline/deliver.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import { instantMeant, type When } from './when.ts';

export type Thread = Schema['ThreadRead'];
export type ThreadCard = Schema['ThreadCard'];
export type Stage = Thread['stage'];
export type Lane = Thread['lane'];

/** What a person can say happened; the stage follows from it (DOMAIN.md section 4). */
export type What =
	| 'sent'
	| 'followed_up'
	| 'answered_yes'
	| 'answered_later'
	| 'referred_on'
	| 'declined'
	| 'no_answer'
	| 'finding_time'
	| 'date_set'
	| 'no_show'
	| 'cancelled'
	| 'held'
	| 'parked'
	| 'reopened';

/** Enough of a thread to act on it: a card, a row of Today, or the thread itself. */
export interface Acting {
	id: string;
	stage: Stage;
	contact: { first_name: string };
}

export const thread = (id: string) =>
	query(`thread/${id}`, () =>
		answer(api.GET('/v1/threads/{thread_id}', { params: { path: { thread_id: id } } }))
	);

/** Everything that may show a thread, after something happened to one. */
export function threadsChanged(): void {
	invalidate('today', 'lanes', 'thread', 'contact', 'shows', 'talk', 'targets', 'finding');
}

interface Told {
	when?: When | undefined;
	zone: string;
	note?: string;
	introduced?: Schema['Introduced'];
	conversation?: Schema['ConversationPlan'];
}

/**
 * Writes down what happened, also without a network, and offers to take it back. What the server
 * refuses is thrown as a `Failure`.
 */
export async function tell(acting: Acting, what: What, said: string, told: Told): Promise<void> {
	const when = told.when ?? { precision: 'now' };
	const body: Schema['HappeningTold'] = {
		id: newId(),
		what,
		at: instantMeant(when, new Date(), told.zone).toISOString(),
		at_precision: when.precision,
		...(told.note && { note: told.note }),
		...(told.introduced && { introduced: told.introduced }),
		...(told.conversation && { conversation: told.conversation })
	};
	const label = m.travel_what_happened({ name: acting.contact.first_name });
	await deliver(`/v1/threads/${acting.id}/happenings`, body, label);
	threadsChanged();
	say(said, () => correct(acting, acting.stage));
}

/** Puts a wrong step right: the thread is again where it was. */
export async function correct(acting: Acting, stage: Stage): Promise<void> {
	const body: Schema['CorrectionTold'] = { id: newId(), stage };
	const label = m.travel_what_happened({ name: acting.contact.first_name });
	await deliver(`/v1/threads/${acting.id}/corrections`, body, label);
	threadsChanged();
}

/** Begins an ask to somebody, also without a network; answers its id, the address of the composer. */
export async function beginAsk(contact: Schema['Whom'], id = newId()): Promise<string> {
	const body: Schema['ThreadStart'] = { id, contact_id: contact.id };
	const label = m.travel_ask_begun({ name: contact.first_name });
	const arrived = await deliver('/v1/threads', body, label);
	if (!arrived) thread(id).put(begun(id, contact));
	threadsChanged();
	return id;
}

/** An ask as the server will have it, for showing it before it has travelled there. */
function begun(id: string, contact: Schema['Whom']): Thread {
	const at = new Date().toISOString();
	return {
		id,
		contact,
		stage: 'identified',
		lane: 'want_to_ask',
		lane_note: null,
		led_to: null,
		since: at,
		asked_at: null,
		answered_at: null,
		held_at: null,
		thanked_at: null,
		closed_at: null,
		close_reason: null,
		peace_until: null,
		touches: 0,
		due: null,
		paused_at: null,
		may: ['sent', 'held', 'parked'],
		hints: [],
		version: 1,
		created_at: at
	};
}
