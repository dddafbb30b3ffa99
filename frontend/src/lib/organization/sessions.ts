import { answer, api, ifMatch, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { localTime, instantOf } from '#lib/time/zones.ts';
import { say } from '#lib/ui/toasts.svelte.ts';
import type { Place } from './cohort.ts';

export type CohortSession = Schema['CohortSessionRead'];
export type AttendanceState = NonNullable<Schema['AttendanceRead']['state']>;

/** One session, as one of its screens names it. */
export interface At {
	organization_id: string;
	session_id: string;
}

/** A session as it is typed: local to its zone, with a length. */
export interface Draft {
	title: string;
	agenda: string;
	date: string;
	time: string;
	minutes: number;
	zone: string;
	place: string;
}

const OF_COHORT = '/v1/organizations/{organization_id}/cohorts/{cohort_id}/sessions';
const ONE = '/v1/organizations/{organization_id}/sessions/{session_id}';
const changed = (organization_id: string) => invalidate(`organization/${organization_id}`);
const key = ({ organization_id, session_id }: At, what: string) =>
	`organization/${organization_id}/session/${session_id}/${what}`;

/** Those to come, or those that are over. */
export function sessions(place: Place, past: boolean): Pages<CohortSession> {
	const name = `organization/${place.organization_id}/cohort/${place.cohort_id}/sessions/${past}`;
	return new Pages(name, (cursor) =>
		answer(
			api.GET(OF_COHORT, { params: { path: place, query: { past, ...(cursor && { cursor }) } } })
		)
	);
}

export function session(at: At): Query<CohortSession> {
	return query(key(at, ''), () => answer(api.GET(ONE, { params: { path: at } })));
}

/** Who takes part, and whether they were there. */
export function attendance(at: At): Pages<Schema['AttendanceRead'] & { id: string }> {
	return new Pages(key(at, 'attendance'), async (cursor) => {
		const page = await answer(
			api.GET(`${ONE}/attendance`, {
				params: { path: at, query: { limit: 100, ...(cursor && { cursor }) } }
			})
		);
		return { ...page, items: page.items.map((one) => ({ ...one, id: one.enrolment_id })) };
	});
}

/** What a form begins with: as it is, or in the evening a week from now. */
export function draftOf(one: CohortSession | null, now: Date, zone: string): Draft {
	if (!one) {
		const { date } = localTime(new Date(now.getTime() + 7 * 86_400_000), zone);
		return { title: '', agenda: '', date, time: '18:00', minutes: 90, zone, place: '' };
	}
	const minutes = Math.round((Date.parse(one.ends_at) - Date.parse(one.starts_at)) / 60_000);
	const { date, time } = localTime(new Date(one.starts_at), one.zone);
	return {
		title: one.title,
		agenda: one.agenda,
		date,
		time,
		minutes,
		zone: one.zone,
		place: one.place
	};
}

/** Plans it, or says it otherwise. */
export async function keepSession(
	place: Place,
	one: CohortSession | null,
	draft: Draft
): Promise<void> {
	const start = instantOf(draft, draft.zone);
	const body = {
		title: draft.title.trim(),
		agenda: draft.agenda.trim(),
		place: draft.place.trim(),
		zone: draft.zone,
		starts_at: start.toISOString(),
		ends_at: new Date(start.getTime() + draft.minutes * 60_000).toISOString()
	};
	if (one) await change(place.organization_id, one, body);
	else {
		await answer(api.POST(OF_COHORT, { params: { path: place }, body: { id: newId(), ...body } }));
		changed(place.organization_id);
	}
	say(m.saved());
}

/** Calls it off, or holds it after all. */
export async function cancel(
	organization_id: string,
	one: CohortSession,
	cancelled: boolean
): Promise<void> {
	await change(organization_id, one, { cancelled });
	say(cancelled ? m.session_cancelled_said() : m.session_back_said());
}

async function change(
	organization_id: string,
	one: CohortSession,
	body: Schema['CohortSessionChange']
): Promise<void> {
	const path = { organization_id, session_id: one.id };
	await answer(api.PATCH(ONE, { params: { path, header: ifMatch(one.version) }, body }));
	changed(organization_id);
}

/** Marks somebody, or takes the mark away. */
export async function mark(
	at: At,
	enrolment_id: string,
	state: AttendanceState | null
): Promise<void> {
	await answer(
		api.PUT(`${ONE}/attendance`, {
			params: { path: at },
			body: { items: [{ enrolment_id, state }] }
		})
	);
	invalidate(key(at, ''));
}

/** The address of its calendar file. */
export const calendarFile = ({ organization_id, session_id }: At): string =>
	`/v1/organizations/${organization_id}/sessions/${session_id}/session.ics`;
