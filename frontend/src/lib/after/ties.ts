import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Tie = Schema['TieRead'];
export type EveryDays = Tie['every_days'];

/** Keeping in touch with one person; null before there was a talk. */
export const tie = (id: string) =>
	query(`tie/${id}`, async (): Promise<Tie | null> => {
		const query = { contact_id: id };
		const { items } = await answer(api.GET('/v1/ties', { params: { query } }));
		return items[0] ?? null;
	});

/** People to keep in touch with; `due` only those whose time it is. */
export function ties(due: boolean): Pages<Tie & { id: string }> {
	return new Pages(`ties/${due}`, async (cursor) => {
		const page = await answer(
			api.GET('/v1/ties', { params: { query: { due, ...(cursor && { cursor }) } } })
		);
		return { ...page, items: page.items.map((one) => ({ ...one, id: one.contact.id })) };
	});
}

/** People not heard of for long who may be worth a line, and why. */
export const dormant = () => query('ties/dormant', () => answer(api.GET('/v1/ties/dormant')));

/** Everybody who is waiting to hear. */
export const waiting = () => query('waiting', () => answer(api.GET('/v1/waiting')));

function changed(): void {
	invalidate('tie', 'waiting', 'today');
}

const at = (id: string) => ({ params: { path: { contact_id: id } } });

/** Not now: it comes back, as long as ever since the last contact. */
export async function skip(one: Tie): Promise<void> {
	const { id, first_name: name } = one.contact;
	await answer(api.POST('/v1/ties/{contact_id}/skipped', at(id)));
	changed();
	say(m.tie_skipped_said({ name }), async () => {
		await answer(api.DELETE('/v1/ties/{contact_id}/skipped', at(id)));
		changed();
	});
}

/** The two were in touch some other way: the clock begins anew. */
export async function touched(one: Tie): Promise<void> {
	const { id } = one.contact;
	await answer(api.POST('/v1/ties/{contact_id}/touched', { ...at(id), body: {} }));
	changed();
	say(m.tie_touched_said(), async () => {
		await answer(api.DELETE('/v1/ties/{contact_id}/touched', at(id)));
		changed();
	});
}

/** How often to be in touch; null for not at all. */
export async function everySo(one: Tie, days: EveryDays | null): Promise<void> {
	const path = { contact_id: one.contact.id };
	const body = days === null ? { off: true } : { off: false, every_days: days };
	await fresh(
		one.version,
		(header) => answer(api.PATCH('/v1/ties/{contact_id}', { body, params: { path, header } })),
		async () => (await answer(api.GET('/v1/ties/{contact_id}', { params: { path } }))).version
	);
	changed();
}

/** How long it has been, in words that do not hurry: *It has been four months.* */
export function hasBeen(from: string, now: Date): string {
	const days = Math.floor((now.getTime() - Date.parse(from)) / 86_400_000);
	return days < 1 ? m.tie_just_now() : m.tie_has_been({ time: since(days) });
}

function since(days: number): string {
	if (days < 14) return m.since_days({ count: days });
	if (days < 60) return m.since_weeks({ count: Math.round(days / 7) });
	if (days < 700) return m.since_months({ count: Math.round(days / 30.44) });
	return m.since_years({ count: Math.round(days / 365.25) });
}
