import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { newId } from '#lib/ids.ts';
import { deliver } from '#lib/offline/deliver.ts';
import * as m from '#lib/paraglide/messages.js';
import { threadsChanged } from '#lib/threads/threads.ts';
import { addDays, instantOf, localTime } from '#lib/time/zones.ts';
import { say } from '#lib/ui/toasts.svelte.ts';
import { talk, type Medium, type Talk } from './talks.ts';

/** The thank-you is due so long after the end, in ms (DOMAIN.md section 5). */
const THANKS_MS = 24 * 3_600_000;

/** A date for a talk as it is typed: local to its zone, with a length. */
export interface Plan {
	date: string;
	time: string;
	minutes: number;
	zone: string;
	medium: Medium;
	place: string;
}

/** A first guess: tomorrow at noon, the 20 minutes that were asked for in a block of 30. */
export function newPlan(now: Date, zone: string): Plan {
	const date = addDays(localTime(now, zone).date, 1);
	return { date, time: '12:00', minutes: 30, zone, medium: 'phone', place: '' };
}

/** The plan that a talk has. */
export function planOf(one: Talk): Plan {
	const { date, time } = localTime(new Date(one.starts_at), one.zone);
	const minutes = Math.round((Date.parse(one.ends_at) - Date.parse(one.starts_at)) / 60_000);
	return { date, time, minutes, zone: one.zone, medium: one.medium, place: one.place };
}

/** Start and end as instants. */
export function span(plan: Plan): { starts_at: string; ends_at: string } {
	const start = instantOf(plan, plan.zone);
	return {
		starts_at: start.toISOString(),
		ends_at: new Date(start.getTime() + plan.minutes * 60_000).toISOString()
	};
}

/** Writes a date down; answers the talk. */
export async function planTalk(thread: string, plan: Plan): Promise<Talk> {
	const { zone, medium, place } = plan;
	const body: Schema['TalkPlan'] = {
		id: newId(),
		thread_id: thread,
		...span(plan),
		zone,
		medium,
		place: place.trim()
	};
	const made = await answer(api.POST('/v1/conversations', { body }));
	talk(made.id).put(made);
	threadsChanged();
	return made;
}

/** Another time or place; *Undo* brings the former back. */
export async function changeTalk(one: Talk, plan: Plan): Promise<void> {
	const before = planOf(one);
	await patch(one, plan);
	say(m.talk_changed(), async () => {
		const now = talk(one.id).data;
		if (now) await patch(now, before);
	});
}

async function patch(one: Talk, plan: Plan): Promise<void> {
	const path = { conversation_id: one.id };
	const { zone, medium, place } = plan;
	const body = { ...span(plan), zone, medium, place: place.trim() };
	const changed = await fresh(
		one.version,
		(header) =>
			answer(api.PATCH('/v1/conversations/{conversation_id}', { body, params: { path, header } })),
		async () =>
			(await answer(api.GET('/v1/conversations/{conversation_id}', { params: { path } }))).version
	);
	talk(one.id).put(changed);
	threadsChanged();
}

/** How was it? Answers the talk as it now stands, also without a network: then it is told later. */
export async function tellTalk(one: Talk, told: Omit<Schema['HappenedTold'], 'id'>): Promise<Talk> {
	const body: Schema['HappenedTold'] = { id: newId(), ...told };
	const label = m.travel_what_happened({ name: one.contact.first_name });
	const arrived = await deliver(`/v1/conversations/${one.id}/happened`, body, label);
	if (arrived) {
		threadsChanged();
		await talk(one.id).refresh();
	} else talk(one.id).put(asTold(one, told));
	return talk(one.id).data ?? one;
}

/** Says that a talk took place; before its planned end, that it ended now. */
export function tellHeld(one: Talk): Promise<Talk> {
	const now = new Date();
	const early = Date.parse(one.ends_at) > now.getTime();
	return tellTalk(one, { what: 'talked', ...(early && { ended_at: now.toISOString() }) });
}

/** What the server will say of it. */
function asTold(one: Talk, told: Omit<Schema['HappenedTold'], 'id'>): Talk {
	if (told.what !== 'talked') {
		return { ...one, state: told.what === 'no_show' ? 'no_show' : 'cancelled', thanks: null };
	}
	const ended_at = told.ended_at ?? one.ends_at;
	const due_at = new Date(Date.parse(ended_at) + THANKS_MS).toISOString();
	const thanks = { due_at, sent_at: null, on_time: null };
	return { ...one, state: 'held', needs_answer: false, ended_at, thanks };
}
