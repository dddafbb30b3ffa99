import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { sendFile } from '#lib/http/sending.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Calendar = Schema['CalendarRead'];

const path = (id: string) => ({ calendar_id: id });

/** The calendars that were brought; ten are the most, so there is one page. */
export const calendars = () =>
	query('calendars', () => answer(api.GET('/v1/calendars', { params: { query: { limit: 20 } } })));

function calendarsChanged(): void {
	invalidate('calendars', 'times');
}

async function send(
	file: File,
	address: string,
	method: 'POST' | 'PUT',
	more: { id?: string; version?: number }
): Promise<Calendar> {
	const sent = await sendFile<Calendar>(address, file, {
		method,
		fields: more.id ? { id: more.id } : {},
		headers: more.version === undefined ? {} : { 'If-Match': `"${more.version}"` }
	});
	calendarsChanged();
	return sent;
}

/** Brings a calendar; a file that takes long is read by and by. */
export async function bring(file: File): Promise<void> {
	const one = await send(file, '/v1/calendars', 'POST', { id: newId() });
	if (one.state === 'ready') say(m.calendar_added({ name: one.name }));
}

/** Brings a newer file in the place of one. */
export async function bringNewer(one: Calendar, file: File): Promise<void> {
	const now = await send(file, `/v1/calendars/${one.id}`, 'PUT', { version: one.version });
	if (now.state === 'ready') say(m.calendar_added({ name: now.name }));
}

/** Takes a calendar away; *Undo* brings it back. */
export async function takeAway(one: Calendar): Promise<void> {
	await fresh(
		one.version,
		(header) =>
			answer(api.DELETE('/v1/calendars/{calendar_id}', { params: { path: path(one.id), header } })),
		async () =>
			(await answer(api.GET('/v1/calendars/{calendar_id}', { params: { path: path(one.id) } })))
				.version
	);
	calendarsChanged();
	say(m.calendar_removed({ name: one.name }), async () => {
		await answer(
			api.POST('/v1/calendars/{calendar_id}/restore', { params: { path: path(one.id) } })
		);
		calendarsChanged();
	});
}
