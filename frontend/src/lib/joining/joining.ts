import { answer, api, type Schema } from '#lib/http/api.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';

export type Invited = Schema['InvitationShown'];
export type TakingPart = Schema['TakingPart'];

const KEY = 'askwell.joining';

/** The invitation that somebody followed, kept on this device until they said yes or no: signing in
 *  may lead through another window. */
export function kept(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}

export function keep(secret: string | null): void {
	try {
		if (secret) localStorage.setItem(KEY, secret);
		else localStorage.removeItem(KEY);
	} catch {
		// Without storage the link or the code is opened once more after signing in.
	}
}

/** What somebody typed or followed as it was made: a code is read however it is written. */
export function secretIn(typed: string): string | null {
	const plain = typed.trim().replace(/^.*\/join[/#]/, '');
	const code = plain.replace(/[\s-]+/g, '').toUpperCase();
	if (code.length === 6 && /^[A-Z0-9]+$/.test(code)) return code;
	return /^[A-Za-z0-9_-]{20,200}$/.test(plain) ? plain : null;
}

/** Who invites, to what, and what is seen then; whether somebody is signed in or not. */
export async function read(secret: string): Promise<Invited> {
	return answer(api.POST('/v1/invitations/read', { body: { secret } }));
}

/** Yes to it, under this name. */
export async function join(secret: string, name: string): Promise<Schema['InvitationAccepted']> {
	const joined = await answer(api.POST('/v1/invitations/accept', { body: { secret, name } }));
	keep(null);
	invalidate('organization', 'taking-part', 'sharing');
	return joined;
}

/** The programmes I take part in, or did. */
export function takingPart(): Query<Schema['TakingPartList']> {
	return query('taking-part', () => answer(api.GET('/v1/enrolments')));
}

/** I no longer take part; all I wrote stays mine. */
export async function leave(one: TakingPart): Promise<void> {
	const path = { enrolment_id: one.id };
	await answer(api.POST('/v1/enrolments/{enrolment_id}/leave', { params: { path } }));
	invalidate('taking-part', 'sharing');
}
