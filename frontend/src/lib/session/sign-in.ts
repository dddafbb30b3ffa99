import { answer, api } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';
import { enter, whereabouts } from './session.svelte.ts';

/** The providers that this installation offers; none is fine, the mail always works. */
export const providers = () => query('providers', () => answer(api.GET('/v1/sign-in/providers')));

/** Where the browser goes to sign in with a provider. */
export function providerAddress(id: string, target: string | null): string {
	const { zone, locale, country } = whereabouts();
	const words = new URLSearchParams({
		zone,
		locale,
		...(country && { country }),
		...(target && { target })
	});
	return `/v1/sign-in/providers/${encodeURIComponent(id)}/start?${words}`;
}

/** Asks for a mail with a link and a code. The answer is the same for every address. */
export async function askForMail(email: string, target: string | null): Promise<void> {
	await answer(api.POST('/v1/sign-in/mail', { body: { email, target, ...whereabouts() } }));
}

export async function enterByCode(email: string, code: string): Promise<void> {
	await enter(
		await answer(api.POST('/v1/sign-in/code', { body: { email, code, ...whereabouts() } }))
	);
}

export async function enterByLink(token: string): Promise<void> {
	await enter(await answer(api.POST('/v1/sign-in/link', { body: { token, ...whereabouts() } })));
}
