import { answer, api, type Schema } from '#lib/http/api.ts';
import { invalidate, query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Asked = Schema['AuthorizationRead'];
export type OwnApp = Schema['ApplicationRead'];

export const connections = () => query('connections', () => answer(api.GET('/v1/connections')));
export const ownApps = () => query('own-apps', () => answer(api.GET('/v1/applications')));

/** What an app asks for, by the query of the address that it sent somebody to. */
export function ask(words: string): Promise<Asked> {
	return answer(api.POST('/v1/authorizations', { body: { query: words } }));
}

/** Lets the app in, or not; answers where to go back to. */
export async function decide(words: string, proof: string, allow: boolean): Promise<string> {
	const body = { query: words, proof, allow };
	const { return_address } = await answer(api.POST('/v1/authorizations/decision', { body }));
	invalidate('connections');
	return return_address;
}

/** Ends all that an app may do; it has to ask again. */
export async function cutOff(id: string, name: string): Promise<void> {
	const path = { connection_id: id };
	await answer(api.DELETE('/v1/connections/{connection_id}', { params: { path } }));
	invalidate('connections');
	say(m.app_cut_off_done({ name }));
}

export async function register(
	body: Schema['ApplicationCreate']
): Promise<Schema['ApplicationCreated']> {
	const made = await answer(api.POST('/v1/applications', { body }));
	invalidate('own-apps');
	return made;
}

/** Changes an app; what somebody else changed meanwhile is not written over. */
export async function changeApp(
	{ id, version }: OwnApp,
	body: Schema['ApplicationChange']
): Promise<void> {
	const params = { path: { application_id: id }, header: { 'If-Match': `"${version}"` } };
	await answer(api.PATCH('/v1/applications/{application_id}', { body, params }));
	invalidate('own-apps');
	say(m.saved());
}

/** A new secret, shown this once; the one before it is refused from now on. */
export async function newSecret(id: string): Promise<string> {
	const path = { application_id: id };
	const { secret } = await answer(
		api.POST('/v1/applications/{application_id}/secret', { params: { path } })
	);
	invalidate('own-apps');
	return secret;
}

export async function deleteApp({ id, name }: OwnApp): Promise<void> {
	const path = { application_id: id };
	await answer(api.DELETE('/v1/applications/{application_id}', { params: { path } }));
	invalidate('own-apps');
	invalidate('connections');
	say(m.own_app_deleted({ name }));
}

const NOUNS: Record<string, () => string> = {
	profile: m.scope_profile,
	contacts: m.scope_contacts,
	threads: m.scope_threads,
	conversations: m.scope_conversations,
	reminders: m.scope_reminders,
	events: m.scope_events,
	organizations: m.scope_organizations
};
const COPY = 'export:read';

function listed(scopes: readonly string[], verb: string): string {
	const nouns = scopes.flatMap((scope) => {
		const [noun = '', how] = scope.split(':');
		const words = NOUNS[noun];
		return how === verb && words ? [words()] : [];
	});
	return new Intl.ListFormat(getLocale()).format(nouns);
}

/** What an app may do, a line each, in words. */
export function mayDo(scopes: readonly string[]): string[] {
	const reads = listed(scopes, 'read');
	const writes = listed(scopes, 'write');
	return [
		...(reads ? [m.app_may_read({ what: reads })] : []),
		...(writes ? [m.app_may_write({ what: writes })] : []),
		...(scopes.includes(COPY) ? [m.app_may_copy()] : [])
	];
}

/** What no app may do, and what this one may not. */
export function mayNot(scopes: readonly string[]): string[] {
	return [
		m.app_may_not_send(),
		...(listed(scopes, 'write') ? [] : [m.app_may_not_write()]),
		m.app_may_not_enter()
	];
}
