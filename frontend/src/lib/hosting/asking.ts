import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import type { Field } from './fields.ts';

export type Found = Schema['HostFound'];
export type Request = Schema['HostRequestRead'];

/** Volunteers who can be asked now, those asked least first. */
export function hostsFor(enrolment_id: string, words: string, field: Field | ''): Pages<Found> {
	return new Pages(`organization/hosts-for/${enrolment_id}/${field}/${words}`, (cursor) =>
		answer(
			api.GET('/v1/enrolments/{enrolment_id}/hosts', {
				params: {
					path: { enrolment_id },
					query: { ...(words && { words }), ...(field && { field }), ...(cursor && { cursor }) }
				}
			})
		)
	);
}

/** My requests, the latest first. */
export function hostRequests(): Query<Schema['HostRequestList']> {
	return query('host-requests', () => answer(api.GET('/v1/host-requests')));
}

/** Sends it: Askwell mails this one, because they agreed to it. */
export async function askHost(
	enrolment_id: string,
	id: string,
	host: Found,
	body: string
): Promise<void> {
	await answer(
		api.POST('/v1/enrolments/{enrolment_id}/host-requests', {
			body: { id, host_id: host.id, body },
			params: { path: { enrolment_id } }
		})
	);
	invalidate('organization/hosts-for', 'host-requests');
	say(m.ask_host_sent_said({ name: host.name }));
}

export async function takeBack(one: Request): Promise<void> {
	const params = { path: { request_id: one.id } };
	await answer(api.POST('/v1/host-requests/{request_id}/take-back', { params }));
	invalidate('organization/hosts-for', 'host-requests');
}

export async function tellHeld(one: Request): Promise<void> {
	const params = { path: { request_id: one.id } };
	await answer(api.POST('/v1/host-requests/{request_id}/held', { params }));
	invalidate('host-requests');
	say(m.ask_host_held_said());
}

const SAID: Record<Request['state'], (names: { name: string }) => string> = {
	asked: m.ask_host_state_asked,
	accepted: m.ask_host_state_accepted,
	declined: m.ask_host_state_declined,
	expired: m.ask_host_state_expired,
	withdrawn: m.ask_host_state_withdrawn,
	closed: m.ask_host_state_closed
};

/** How it stands, said kindly. */
export const stateOf = (one: Request): string =>
	SAID[one.state]({ name: one.host || m.ask_host_somebody() });
