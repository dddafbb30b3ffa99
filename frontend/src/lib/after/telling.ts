import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import { deliver } from '#lib/offline/deliver.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import { tellingChanged } from './advice.ts';

export type Start = Schema['UpdateStart'];
type Circle = Schema['OpenCircle'];
type Offer = Schema['Offer'];
type WaitingItem = Schema['WaitingItem'];

/** What an update to somebody can begin from. */
export const updateStart = (id: string) =>
	query(`tie/${id}/update`, () =>
		answer(api.GET('/v1/ties/{contact_id}/update', { params: { path: { contact_id: id } } }))
	);

/** What a message tells of, collected while it is written. */
export interface Tells {
	advice: string[];
	circles: string[];
	offers: Offer[];
}

/** Says what the message tells of; travels by itself when there is no network. */
export async function nameUpdate(messageId: string, tells: Tells, name: string): Promise<void> {
	const body: Schema['UpdateTells'] = {
		id: messageId,
		advice_ids: tells.advice,
		introduction_ids: tells.circles
	};
	await deliver('/v1/updates', body, m.travel_sent({ name }));
	tellingChanged();
}

/** Keeps the offers that stood in a message that was sent. */
export async function keepOffers(contact: Schema['Whom'], offers: Offer[]): Promise<void> {
	for (const offer of offers) {
		const body: Schema['GivenCreate'] = {
			id: newId(),
			contact_id: contact.id,
			kind: offer.kind,
			text: offerSentence(offer)
		};
		await deliver('/v1/given', body, m.travel_sent({ name: contact.first_name }));
	}
}

/** A modest offer as a sentence of an update. */
export function offerSentence(offer: Offer): string {
	if (offer.kind === 'introduce' && offer.somebody)
		return m.offer_introduce({ name: offer.somebody.name });
	return offer.kind === 'share' ? m.offer_share() : m.offer_answer();
}

/** What an offer is called on its chip. */
export function offerLabel(offer: Offer): string {
	if (offer.kind === 'introduce' && offer.somebody)
		return m.offer_introduce_short({ name: offer.somebody.first_name });
	return offer.kind === 'share' ? m.offer_share_short() : m.offer_answer_short();
}

export function circleSentence(circle: Circle): string {
	return m.tell_circle_line({ name: circle.introduced.name });
}

/** They were told some other way; a tap takes that back. */
export async function toldAlready(item: WaitingItem): Promise<void> {
	await close(item, new Date().toISOString());
	say(m.advice_told_said({ name: item.contact.first_name }), () => close(item, null));
}

async function close(item: WaitingItem, closed_at: string | null): Promise<void> {
	if (item.kind === 'introduction') {
		const path = { introduction_id: item.id };
		const read = () => answer(api.GET('/v1/introductions/{introduction_id}', { params: { path } }));
		await fresh(
			item.version,
			(header) =>
				answer(
					api.PATCH('/v1/introductions/{introduction_id}', {
						body: { closed_at },
						params: { path, header }
					})
				),
			async () => (await read()).version
		);
	} else if (item.kind === 'advice') {
		const path = { advice_id: item.id };
		const body = { state: closed_at ? ('told' as const) : ('done' as const) };
		await fresh(
			item.version,
			(header) => answer(api.PATCH('/v1/advice/{advice_id}', { body, params: { path, header } })),
			async () => (await answer(api.GET('/v1/advice/{advice_id}', { params: { path } }))).version
		);
	} else {
		const path = { contact_id: item.contact.id };
		if (closed_at)
			await answer(api.POST('/v1/ties/{contact_id}/touched', { body: {}, params: { path } }));
		else await answer(api.DELETE('/v1/ties/{contact_id}/touched', { params: { path } }));
	}
	tellingChanged();
}
