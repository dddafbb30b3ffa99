import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import type { Cohort } from './organizations.ts';

export type Coach = Schema['CoachRead'];
export type Enrolment = Schema['EnrolmentRead'];
export type Code = Schema['Code'];

/** One run of a programme, as one of its screens names it. */
export interface Place {
	organization_id: string;
	cohort_id: string;
}

const key = ({ organization_id, cohort_id }: Place, what: string) =>
	`organization/${organization_id}/cohort/${cohort_id}/${what}`;
const changed = (place: Place) => invalidate(`organization/${place.organization_id}`);

export function cohort(place: Place): Query<Cohort> {
	return query(key(place, ''), () =>
		answer(
			api.GET('/v1/organizations/{organization_id}/cohorts/{cohort_id}', {
				params: { path: place }
			})
		)
	);
}

export function coaches(place: Place): Pages<Coach> {
	return new Pages(key(place, 'coaches'), (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/cohorts/{cohort_id}/coaches', {
				params: { path: place, query: { limit: 100, ...(cursor && { cursor }) } }
			})
		)
	);
}

/** Who takes part, by name. */
export function enrolments(place: Place): Pages<Enrolment> {
	return new Pages(key(place, 'enrolments'), (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/cohorts/{cohort_id}/enrolments', {
				params: { path: place, query: { limit: 50, ...(cursor && { cursor }) } }
			})
		)
	);
}

/** The code by which a class joins now; null where there is none. */
export function code(place: Place): Query<Code | null> {
	const path = '/v1/organizations/{organization_id}/cohorts/{cohort_id}/code';
	return query(key(place, 'code'), async () => {
		const { code } = await answer(api.GET(path, { params: { path: place } }));
		return code;
	});
}

/** A new code for so many days; the one before lets nobody in any more. */
export async function renewCode(place: Place, days: number): Promise<void> {
	const made = await answer(
		api.POST('/v1/organizations/{organization_id}/cohorts/{cohort_id}/code', {
			body: { days },
			params: { path: place }
		})
	);
	code(place).put(made);
}

/** Nobody joins by a code until there is a new one. */
export async function endCode(place: Place, one: Code): Promise<void> {
	const path = { organization_id: place.organization_id, invitation_id: one.invitation_id };
	await answer(
		api.POST('/v1/organizations/{organization_id}/invitations/{invitation_id}/end', {
			params: { path }
		})
	);
	code(place).put(null);
}

/** Has somebody of the staff coach it; from and to are local dates, or empty. */
export async function assignCoach(
	place: Place,
	membership_id: string,
	from: string,
	to: string
): Promise<void> {
	await answer(
		api.POST('/v1/organizations/{organization_id}/cohorts/{cohort_id}/coaches', {
			body: {
				id: newId(),
				membership_id,
				starts_at: from ? new Date(`${from}T00:00`).toISOString() : null,
				ends_at: to ? new Date(`${to}T23:59:59`).toISOString() : null
			},
			params: { path: place }
		})
	);
	changed(place);
	say(m.saved());
}

/** From now on they do not coach it, and see nobody of it. */
export async function endCoaching(place: Place, one: Coach): Promise<void> {
	await answer(
		api.POST('/v1/organizations/{organization_id}/coaches/{assignment_id}/end', {
			params: { path: { organization_id: place.organization_id, assignment_id: one.id } }
		})
	);
	changed(place);
	say(m.coach_ended_said({ name: one.name }));
}
