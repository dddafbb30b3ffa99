import { answer, api, ifMatch, type Schema } from '#lib/http/api.ts';
import { sendFile } from '#lib/http/sending.ts';
import { invalidate } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import type { Enrolment, Place } from './cohort.ts';

export type Preview = Schema['RosterPreview'];
export type Line = Schema['RosterLine'];

const BASE = '/v1/organizations/{organization_id}/cohorts/{cohort_id}';
const changed = (place: Place) => invalidate(`organization/${place.organization_id}`);
const address = ({ organization_id, cohort_id }: Place) =>
	`/v1/organizations/${organization_id}/cohorts/${cohort_id}/roster`;

/** What would become of a table; nothing is done yet. */
export const check = (place: Place, file: File): Promise<Preview> =>
	sendFile(`${address(place)}/check`, file);

/** Has the list say what the table says, just as it was looked at. */
export async function apply(place: Place, file: File, seen: Preview): Promise<void> {
	const { counts } = await sendFile<Schema['RosterApplied']>(address(place), file, {
		fields: { version: seen.version }
	});
	changed(place);
	say(m.roster_applied_said({ count: counts.new + counts.changed }));
}

/** Invites the next hundred who were not invited yet; how many are left then. */
export async function inviteNext(place: Place): Promise<void> {
	const { sent } = await answer(
		api.POST(`${BASE}/roster/invitations`, { params: { path: place }, body: {} })
	);
	changed(place);
	say(m.roster_invited_said({ count: sent }));
}

/** Whether a mail can be sent to them that nobody sent yet. */
export const toInvite = (one: Enrolment): boolean =>
	one.status === 'active' && one.joining === 'not_invited' && one.email !== null;

/** Somebody who is absent from the table does not take part any more. */
export async function hasLeft(place: Place, enrolment_id: string): Promise<void> {
	const path = { organization_id: place.organization_id, enrolment_id };
	const shown = await answer(
		api.GET('/v1/organizations/{organization_id}/enrolments/{enrolment_id}', { params: { path } })
	);
	await answer(
		api.PATCH('/v1/organizations/{organization_id}/enrolments/{enrolment_id}', {
			params: { path, header: ifMatch(shown.version) },
			body: { status: 'left' }
		})
	);
	changed(place);
	say(m.roster_left_said({ name: shown.name }));
}

/** Keeps somebody on the list by hand. */
export async function add(
	place: Place,
	body: Omit<Schema['EnrolmentCreate'], 'id'>
): Promise<void> {
	await answer(
		api.POST(`${BASE}/enrolments`, { params: { path: place }, body: { id: newId(), ...body } })
	);
	changed(place);
	say(m.saved());
}
