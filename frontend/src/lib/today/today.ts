import { answer, api, type Schema } from '#lib/http/api.ts';
import { invalidate, query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { now } from '#lib/time/now.svelte.ts';
import { dayAndTime } from '#lib/time/phrases.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Item = Schema['TodayItem'];
export type Later = Item['later'][number];
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

/** Somebody is not kept: out of the list, with an *Undo*. */
export async function letGo(item: Item): Promise<void> {
	// Asked once in two years: Today does without it until then.
	const { read, remove } = await import('#lib/people/people.ts');
	await remove(await read(item.subject.id));
}

/** Not today: it comes back at one of the times that the item names. */
export async function putOff(item: Item, later: Later, zone: string): Promise<void> {
	const body = { kind: item.kind, subject_id: item.subject.id };
	await answer(api.POST('/v1/today/snooze', { body: { ...body, until: later.at } }));
	invalidate('today');
	say(m.today_later_said({ when: dayAndTime(later.at, zone, now()) }), async () => {
		await answer(api.DELETE('/v1/today/snooze', { body }));
		invalidate('today');
	});
}
