import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import type { Role } from './organizations.ts';

export type Invitation = Schema['InvitationRead'];
/** To a cohort, or to the staff. */
export type Target = { cohort_id: string } | { role: Role };

const key = (organization_id: string) => `organization/${organization_id}/invitations`;

/** Invitations to a cohort, or to the staff, the latest first. */
export function invitations(organization_id: string, cohort_id: string | null): Pages<Invitation> {
	const of = cohort_id ? { cohort_id } : { staff: true };
	return new Pages(`${key(organization_id)}/${cohort_id ?? 'staff'}`, (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/invitations', {
				params: {
					path: { organization_id },
					query: { ...of, limit: 100, ...(cursor && { cursor }) }
				}
			})
		)
	);
}

/** Mails that wait for an answer: neither accepted nor called off. */
export const waiting = (one: Invitation): boolean => one.email !== null && one.ended_at === null;

/** Invites each address by a mail of its own; the addresses that were invited already. */
export async function mailInvitations(
	organization_id: string,
	target: Target,
	emails: string[]
): Promise<void> {
	const { items, already } = await answer(
		api.POST('/v1/organizations/{organization_id}/invitations/mails', {
			body: { emails, ...target },
			params: { path: { organization_id } }
		})
	);
	invalidate(key(organization_id));
	const sent = m.invite_sent_said({ count: items.length });
	say(already.length ? `${sent} ${m.invite_already_said({ count: already.length })}` : sent);
}

export async function sendAgain(organization_id: string, one: Invitation): Promise<void> {
	await answer(
		api.POST('/v1/organizations/{organization_id}/invitations/{invitation_id}/mail', {
			body: {},
			params: { path: { organization_id, invitation_id: one.id } }
		})
	);
	invalidate(key(organization_id));
	say(m.invite_again_said({ email: one.email ?? '' }));
}

/** The link in the mail opens nothing any more, and the address is forgotten. */
export async function callOff(organization_id: string, one: Invitation): Promise<void> {
	await answer(
		api.POST('/v1/organizations/{organization_id}/invitations/{invitation_id}/end', {
			params: { path: { organization_id, invitation_id: one.id } }
		})
	);
	invalidate(key(organization_id));
	say(m.invite_off_said());
}

/** The addresses in what was typed or pasted: one a line, or with commas between. */
export function addressesIn(text: string): string[] {
	const found = text.match(/[^\s,;<>"]+@[^\s,;<>"]+/g) ?? [];
	return [...new Map(found.map((one) => [one.toLowerCase(), one])).values()];
}
