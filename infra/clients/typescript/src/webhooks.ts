// Calls of webhooks: whether they are Askwell's, and what they say. Uses Web Crypto, which Node, Deno,
// Bun and workers of all kinds have.
import type { components } from './schema.d.ts';

/** The call was not signed with this secret, or too long ago. */
export class NotSigned extends Error {}

const bytes = (base64: string) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

/**
 * The event in a call, once it is sure that Askwell signed it. `body` as it came; a call that is more
 * than `tolerance` seconds old may be played back by somebody. Throws `NotSigned`.
 */
export async function readCall(
	secret: string,
	headers: Headers | Record<string, string | undefined>,
	body: string,
	tolerance = 300
): Promise<components['schemas']['EventRead']> {
	const read = (name: string) =>
		(headers instanceof Headers ? headers.get(name) : headers[name]) ?? '';
	const [said, sent] = [read('webhook-id'), read('webhook-timestamp')];
	if (!(sent && Math.abs(Date.now() / 1000 - Number(sent)) <= tolerance))
		throw new NotSigned('The time of the call is missing, or too far from now.');
	const hmac = { name: 'HMAC', hash: 'SHA-256' };
	const raw = bytes(secret.replace(/^whsec_/, ''));
	const key = await crypto.subtle.importKey('raw', raw, hmac, false, ['verify']);
	const signed = new TextEncoder().encode(`${said}.${sent}.${body}`);
	for (const one of read('webhook-signature').split(' ')) {
		const [version, text = ''] = one.split(',');
		if (version !== 'v1') continue;
		if (await crypto.subtle.verify('HMAC', key, bytes(text), signed)) return JSON.parse(body);
	}
	throw new NotSigned('No signature fits.');
}
