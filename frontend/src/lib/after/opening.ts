import type { Schema } from '#lib/http/api.ts';
import type { Contact } from '#lib/people/people.ts';
import type { PromiseRead } from '#lib/promises/promises.ts';
import * as m from '#lib/paraglide/messages.js';
import { me } from '#lib/session/session.svelte.ts';
import { plainDate } from '#lib/time/phrases.ts';
import { now } from '#lib/time/now.svelte.ts';
import type { Channel, Message } from '#lib/threads/messages.ts';
import type { Opening } from '#lib/writing/draft.svelte.ts';
import { begin, channelFor, connectionOf } from '#lib/writing/opening.ts';
import type { Advice } from './advice.ts';
import { parted } from './parting.ts';
import type { Start, Tells } from './telling.ts';

/** A place in a draft that only the person can fill; the composer underlines it. */
const gap = (words: string) => `{{${words}}}`;

interface Wanted {
	advice?: Advice | undefined;
	circle?: Start['circles'][number] | undefined;
	promise?: PromiseRead | undefined;
	telling?: Schema['TellingRead'] | undefined;
}

/** What the draft of an update begins with, from what brought the person here. */
export function beginUpdateTo(
	person: Contact,
	chosen: Channel | null,
	{ advice, circle, promise, telling }: Wanted,
	written: readonly Message[]
): Opening {
	const channel = chosen ?? channelFor(person, written);
	if (telling)
		return { channel, subject: channel === 'email' ? telling.subject : null, body: telling.body };
	if (advice || !(circle || promise)) {
		const followed = { advice: advice?.text ?? '', ...parted(advice?.result ?? '') };
		const { subject, body } = begin('update', person, channel, connectionOf(person), followed);
		return { channel, subject, body };
	}
	const profile = me().data?.profile;
	const zone = profile?.time_zone ?? 'UTC';
	const people = {
		name: person.given_name || person.name,
		sender: profile?.name || gap(m.gap_sender())
	};
	if (promise) {
		const body = m.nudge_body({ ...people, promise: promise.text.replace(/[.\s]+$/, '') });
		return { channel, subject: channel === 'email' ? m.nudge_subject() : null, body };
	}
	const met = circle as NonNullable<Wanted['circle']>;
	return {
		channel,
		subject: channel === 'email' ? m.circle_subject({ name: met.introduced.name }) : null,
		body: m.circle_body({
			...people,
			met: met.introduced.name,
			first: met.introduced.first_name,
			day: plainDate(met.met_at, zone, now()),
			gap: gap(m.gap_circle())
		})
	};
}

/** What the draft tells of from the beginning. */
export function toldFirst({ advice, circle, telling }: Wanted): Tells {
	const told = telling?.advice_id ?? advice?.id;
	return {
		advice: told ? [told] : [],
		circles: circle ? [circle.id] : [],
		offers: []
	};
}
