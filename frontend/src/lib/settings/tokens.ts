import { answer, api } from '#lib/http/api.ts';
import { invalidate } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

/** What a token may be given: noun and verb, as the API names them. */
export const SCOPES = [
	'profile:read',
	'profile:write',
	'contacts:read',
	'contacts:write',
	'threads:read',
	'threads:write',
	'conversations:read',
	'conversations:write',
	'reminders:read',
	'reminders:write',
	'export:read',
	'events:read',
	'webhooks:read',
	'webhooks:write',
	'organizations:read',
	'organizations:write'
] as const;

/** Makes a token that ends after so many days; answers its secret, which is never shown again. */
export async function createToken(name: string, scopes: string[], days: number): Promise<string> {
	const expires_at = new Date(Date.now() + days * 86_400_000).toISOString();
	const { token } = await answer(api.POST('/v1/me/tokens', { body: { name, scopes, expires_at } }));
	invalidate('tokens');
	return token;
}

/** Ends a token at once; there is no way back, a new one is quickly made. */
export async function revokeToken(id: string): Promise<void> {
	await answer(api.DELETE('/v1/me/tokens/{token_id}', { params: { path: { token_id: id } } }));
	invalidate('tokens');
	say(m.token_revoked());
}
