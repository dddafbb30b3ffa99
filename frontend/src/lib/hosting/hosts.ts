import { answer, api, ifMatch, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import { sent, type Said } from './fields.ts';

export type Host = Schema['HostRead'];

/** The volunteers of an organization, the latest first. */
export function hosts(organization_id: string): Pages<Host> {
	return new Pages(`organization/${organization_id}/hosts`, (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/hosts', {
				params: { path: { organization_id }, query: { limit: 100, ...(cursor && { cursor }) } }
			})
		)
	);
}

/** Asks somebody by mail whether they volunteer. */
export async function inviteHost(
	organization_id: string,
	email: string,
	said: Said
): Promise<void> {
	await answer(
		api.POST('/v1/organizations/{organization_id}/hosts', {
			body: { id: newId(), email, ...sent(said) },
			params: { path: { organization_id } }
		})
	);
	invalidate(`organization/${organization_id}`);
	say(m.host_invited_said({ name: said.name.trim() }));
}

export async function changeHost(
	organization_id: string,
	one: Host,
	body: Schema['HostChange']
): Promise<void> {
	await answer(
		api.PATCH('/v1/organizations/{organization_id}/hosts/{host_id}', {
			body,
			params: { path: { organization_id, host_id: one.id }, header: ifMatch(one.version) }
		})
	);
	invalidate(`organization/${organization_id}`);
	say(m.saved());
}

/** Mails the link of their page once more, or a new one in place of those they have. */
export async function mailHost(
	organization_id: string,
	one: Host,
	new_link: boolean
): Promise<void> {
	await answer(
		api.POST('/v1/organizations/{organization_id}/hosts/{host_id}/mail', {
			body: { new_link },
			params: { path: { organization_id, host_id: one.id } }
		})
	);
	invalidate(`organization/${organization_id}`);
	say(m.host_mailed_said({ name: one.name }));
}

/** They are asked no longer. */
export async function endHost(organization_id: string, one: Host): Promise<void> {
	await answer(
		api.POST('/v1/organizations/{organization_id}/hosts/{host_id}/end', {
			params: { path: { organization_id, host_id: one.id } }
		})
	);
	invalidate(`organization/${organization_id}`);
	say(m.host_ended_said({ name: one.name }));
}

/** How it stands with a volunteer, in a few words. */
export function standing(one: Host, today: string): string {
	if (one.ended_at) return m.host_state_ended();
	if (!one.agreed_at) return m.host_state_invited();
	if (one.paused_until && one.paused_until > today) return m.host_state_paused();
	return one.asked === 0
		? m.host_state_never()
		: m.host_counts({ asked: one.asked, accepted: one.accepted, held: one.held });
}
