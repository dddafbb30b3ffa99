import { answer, api, type Schema } from '#lib/http/api.ts';
import { sent, type Said } from './fields.ts';

export type OwnPage = Schema['OwnHostPage'];
export type Asked = OwnPage['requests'][number];

export const read = (secret: string): Promise<OwnPage> =>
	answer(api.POST('/v1/host-page/read', { body: { secret } }));

export const agree = (secret: string, consent_version: number): Promise<OwnPage> =>
	answer(api.POST('/v1/host-page/agree', { body: { secret, consent_version } }));

export const keep = (secret: string, said: Said): Promise<OwnPage> =>
	answer(api.POST('/v1/host-page/change', { body: { secret, ...sent(said) } }));

export const pause = (secret: string, paused_until: string | null): Promise<OwnPage> =>
	answer(api.POST('/v1/host-page/change', { body: { secret, paused_until } }));

export const reply = (
	body: Pick<Schema['HostAnswer'], 'secret' | 'request_id' | 'answer'> &
		Partial<Schema['HostAnswer']>
): Promise<OwnPage> => answer(api.POST('/v1/host-page/answer', { body }));

export const renew = async (secret: string): Promise<string> =>
	(await answer(api.POST('/v1/host-page/link', { body: { secret } }))).secret;

export const erase = async (secret: string): Promise<void> => {
	await answer(api.POST('/v1/host-page/erase', { body: { secret } }));
};

/** What stands behind the # of a link: the secret, and the request that the mail is about. */
export function inLink(hash: string): { secret: string; request: string | null } {
	const [secret = '', request] = hash.replace(/^#/, '').split('.');
	return { secret, request: request ?? null };
}

/** The page as its form shows it. */
export const saidOf = (page: OwnPage): Said => ({
	name: page.name,
	headline: page.headline,
	field: page.field ?? '',
	topics: page.topics.join(', '),
	capacity: String(page.capacity),
	rest: String(page.cool_off_days)
});
