import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { threadsChanged } from '#lib/threads/threads.ts';
import { talk, type Medium, type Talk } from '#lib/talks/talks.ts';
import { dayAndTime } from '#lib/time/phrases.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Times = Schema['TimesRead'];
export type Offer = Schema['OfferRead'];

const path = (id: string) => ({ offer_id: id });

/** Three times to offer in a thread; others with the day behind which to look. */
export const times = (thread: string, minutes: number, after: string | null = null) =>
	query(`times/${thread}/${minutes}/${after ?? ''}`, () =>
		answer(
			api.GET('/v1/threads/{thread_id}/times', {
				params: { path: { thread_id: thread }, query: { minutes, ...(after && { after }) } }
			})
		)
	);

/** What was offered in a thread, the latest first. */
export const offers = (thread: string) =>
	query(`offers/${thread}`, () =>
		answer(api.GET('/v1/slot-offers', { params: { query: { thread_id: thread, limit: 10 } } }))
	);

function offersChanged(): void {
	invalidate('offers', 'times');
	threadsChanged();
}

/** Keeps which times are offered; with a message they are held from when that is sent. */
export async function offerTimes(
	suggested: Times,
	{ medium = 'phone', message = null }: { medium?: Medium; message?: string | null } = {}
): Promise<Offer> {
	const body: Schema['OfferWrite'] = {
		id: newId(),
		thread_id: suggested.thread_id,
		zone: suggested.zone,
		slots: suggested.items.map(({ starts_at, ends_at }) => ({ id: newId(), starts_at, ends_at })),
		medium,
		place: '',
		message_id: message,
		sent: false
	};
	const made = await answer(api.POST('/v1/slot-offers', { body }));
	invalidate('offers');
	return made;
}

/** They were sent: from now on they are kept free. */
export async function markOffered(offer: Offer, zone: string): Promise<void> {
	const sent = await answer(
		api.POST('/v1/slot-offers/{offer_id}/sent', { body: {}, params: { path: path(offer.id) } })
	);
	offersChanged();
	const when = dayAndTime(sent.held_until, zone, new Date());
	say(m.times_sent_said({ when, name: sent.contact.first_name }));
}

/**
 * They took one: the talk is planned. *Undo* offers the times as before, and `undone` leads away
 * from the page of the talk that is gone. Answers the talk.
 */
export async function takeTime(
	offer: Offer,
	slot: string,
	zone: string,
	undone: () => Promise<void>
): Promise<Talk> {
	const params = { path: path(offer.id) };
	const made = await answer(
		api.POST('/v1/slot-offers/{offer_id}/taken', { body: { slot_id: slot }, params })
	);
	talk(made.id).put(made);
	offersChanged();
	say(m.times_taken({ when: dayAndTime(made.starts_at, zone, new Date()) }), async () => {
		await answer(api.DELETE('/v1/slot-offers/{offer_id}/taken', { params }));
		await undone();
		offersChanged();
	});
	return made;
}

/** Takes the offered times back; *Undo* brings them back. */
export async function withdraw(offer: Offer): Promise<void> {
	await fresh(
		offer.version,
		(header) =>
			answer(
				api.DELETE('/v1/slot-offers/{offer_id}', { params: { path: path(offer.id), header } })
			),
		async () => (await read(offer.id)).version
	);
	offersChanged();
	say(m.times_taken_back(), async () => {
		await answer(
			api.POST('/v1/slot-offers/{offer_id}/restore', { params: { path: path(offer.id) } })
		);
		offersChanged();
	});
}

const read = (id: string) =>
	answer(api.GET('/v1/slot-offers/{offer_id}', { params: { path: path(id) } }));

/** What waits for an answer in a thread: sent and not taken, the latest. */
export function waiting(all: readonly Offer[] | undefined): Offer | undefined {
	return all?.find((one) => one.open && one.sent_at !== null);
}

/** A text without the sentence that offers times, and without the space it left. */
export function without(text: string, sentence: string): string {
	const at = text.indexOf(sentence);
	if (at < 0) return text;
	const before = text.slice(0, at);
	const after = text.slice(at + sentence.length);
	return (/\s$/.test(before) || before === '' ? before.replace(/ $/, '') : before) + after;
}
