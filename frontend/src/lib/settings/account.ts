import { answer, api } from '#lib/http/api.ts';
import { invalidate, query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { me } from '#lib/session/session.svelte.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export const sessions = () => query('sessions', () => answer(api.GET('/v1/me/sessions')));
export const identities = () => query('identities', () => answer(api.GET('/v1/me/identities')));
export const tokens = () => query('tokens', () => answer(api.GET('/v1/me/tokens')));

/** Signs a device out. */
export async function endSession(id: string): Promise<void> {
	await answer(
		api.DELETE('/v1/me/sessions/{session_id}', { params: { path: { session_id: id } } })
	);
	invalidate('sessions');
	say(m.session_ended());
}

/** Takes a provider away; refused when it is the last way in. */
export async function disconnect(id: string): Promise<void> {
	const path = { identity_id: id };
	await answer(api.DELETE('/v1/me/identities/{identity_id}', { params: { path } }));
	invalidate('identities');
	say(m.identity_gone());
}

/** Goes to a provider to connect it; the browser comes back to the account page. */
export async function connect(provider: string): Promise<void> {
	const body = { provider, target: '/settings/account' };
	const { url } = await answer(api.POST('/v1/me/identities', { body }));
	location.assign(url);
}

/** Sends a mail to the new address; nothing changes before its link is opened. */
export async function changeEmail(email: string): Promise<void> {
	await answer(api.POST('/v1/me/email', { body: { email } }));
	say(m.email_change_sent({ email }));
}

/** Sets the account to be deleted in 30 days; can be taken back until then. */
export async function deleteAccount(confirm: string): Promise<void> {
	me().put(await answer(api.POST('/v1/me/deletion', { body: { confirm } })));
}

export async function keepAccount(): Promise<void> {
	me().put(await answer(api.DELETE('/v1/me/deletion')));
	say(m.deletion_taken_back());
}
