import { answer, api, type Schema } from '#lib/http/api.ts';
import { query, type Query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { clock, dayAndTime } from '#lib/time/phrases.ts';

export type OwnSession = Schema['OwnSession'];

/** The next sessions of the cohorts in which I take part. */
export function ownSessions(): Query<OwnSession[]> {
	return query('own-sessions', async () => {
		const page = await answer(api.GET('/v1/cohort-sessions', { params: { query: { limit: 20 } } }));
		return page.items;
	});
}

/** *Tuesday 10th, 18:00 to 19:30*, in my own zone. */
export function hours(
	one: { starts_at: string; ends_at: string },
	zone: string,
	now: Date
): string {
	const said = m.session_hours({
		from: dayAndTime(one.starts_at, zone, now),
		to: clock(one.ends_at, zone)
	});
	return said.charAt(0).toLocaleUpperCase() + said.slice(1);
}

/** Whether the place is a link. */
export const linkIn = (place: string): string | null =>
	/^https?:\/\/\S+$/.test(place) ? place : null;
