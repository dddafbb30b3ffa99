import { answer, api, ifMatch, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import type { Role } from './organizations.ts';

export type Membership = Schema['MembershipRead'];
export type Done = Schema['AuditRead'];

/** Who works there and who did, in the order in which they came. */
export function staff(organization_id: string): Pages<Membership> {
	return new Pages(`organization/${organization_id}/staff`, (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/memberships', {
				params: { path: { organization_id }, query: { limit: 100, ...(cursor && { cursor }) } }
			})
		)
	);
}

/** Gives somebody another role, or ends their work there; a tap takes the role back. */
export async function changeMember(
	organization_id: string,
	one: Membership,
	change: { role?: Role; active?: boolean }
): Promise<void> {
	await answer(
		api.PATCH('/v1/organizations/{organization_id}/memberships/{membership_id}', {
			body: change,
			params: {
				path: { organization_id, membership_id: one.id },
				header: ifMatch(one.version)
			}
		})
	);
	invalidate('organization');
	say(change.active === false ? m.member_ended_said({ name: one.name }) : m.saved());
}

/** I no longer work there. */
export async function leaveOrganization(organization_id: string): Promise<void> {
	await answer(
		api.POST('/v1/organizations/{organization_id}/leave', {
			params: { path: { organization_id } }
		})
	);
	invalidate('organization');
}

/** Who did what, the latest first. */
export function auditLog(organization_id: string): Pages<Done> {
	return new Pages(`organization/${organization_id}/log`, (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/audit-log', {
				params: { path: { organization_id }, query: { limit: 50, ...(cursor && { cursor }) } }
			})
		)
	);
}

const VERBS: Record<string, () => string> = {
	'organization.changed': m.log_organization_changed,
	'membership.created': m.log_membership_created,
	'membership.changed': m.log_membership_changed,
	'programme.created': m.log_programme_created,
	'programme.changed': m.log_programme_changed,
	'cohort.created': m.log_cohort_created,
	'cohort.changed': m.log_cohort_changed,
	'enrolment.created': m.log_enrolment_created,
	'enrolment.changed': m.log_enrolment_changed,
	'coach.created': m.log_coach_created,
	'coach.changed': m.log_coach_changed,
	'session.created': m.log_session_created,
	'session.changed': m.log_session_changed,
	'invitation.created': m.log_invitation_created,
	'invitation.changed': m.log_invitation_changed,
	'host.created': m.log_host_created,
	'host.changed': m.log_host_changed,
	'coach_note.created': m.log_note_created,
	'coach_note.changed': m.log_note_changed,
	'coach_letter.created': m.log_letter_created,
	'flag.created': m.log_flag_created,
	'flag.changed': m.log_flag_changed
};

/** What nobody of the staff did: somebody came by an invitation, left, or erased their account. */
const BY_THEMSELVES: Record<string, () => string> = {
	'membership.created': m.log_self_staff,
	'membership.changed': m.log_self_staff_changed,
	'enrolment.created': m.log_self_joined,
	'enrolment.changed': m.log_self_part,
	'coach.changed': m.log_self_coach,
	'invitation.changed': m.log_self_invitation,
	'host.created': m.log_self_host,
	'host.changed': m.log_self_host_changed,
	'flag.created': m.log_self_flag
};

/** What was done, in words. An action that this build does not know yet keeps its name. */
export function told(one: Done): string {
	if (one.by_membership_id === null) return BY_THEMSELVES[one.action]?.() ?? one.action;
	const deed = VERBS[one.action]?.() ?? one.action;
	return m.log_line({ who: one.by_name || m.staff_erased(), deed });
}
