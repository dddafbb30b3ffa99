import { answer, api, type Schema } from '#lib/http/api.ts';
import { invalidate, query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { addDays, instantOf } from '#lib/time/zones.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Item = Schema['TodayItem'];
export type Today = Schema['TodayRead'];

export const today = () => query('today', () => answer(api.GET('/v1/today')));

/** What one tap here may change elsewhere: promises, advice, introductions, cards. */
const settled = () =>
	invalidate('today', 'lanes', 'thread', 'promises', 'advice', 'introductions', 'tie', 'waiting');

/** Off the list for good; can be taken back. */
export async function markDone(item: Item): Promise<void> {
	const body = { kind: item.kind, subject_id: item.subject.id };
	await answer(api.POST('/v1/today/done', { body }));
	settled();
	say(m.today_done_said(), async () => {
		await answer(api.DELETE('/v1/today/done', { body }));
		settled();
	});
}

/** Not today: it comes back tomorrow. */
export async function putOff(item: Item, date: string, zone: string): Promise<void> {
	const body = { kind: item.kind, subject_id: item.subject.id };
	const until = instantOf({ date: addDays(date, 1), time: '00:00' }, zone).toISOString();
	await answer(api.POST('/v1/today/snooze', { body: { ...body, until } }));
	invalidate('today');
	say(m.today_later_said(), async () => {
		await answer(api.DELETE('/v1/today/snooze', { body }));
		invalidate('today');
	});
}
