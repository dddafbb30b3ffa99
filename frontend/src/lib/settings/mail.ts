import { answer, api } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';

/** Where my mails go, and why none go there now. */
export const myMail = () => query('mail', () => answer(api.GET('/v1/me/mail')));

/** Sends a mail whose link has reminders come to my address again. */
export async function askWhetherMailWorks(): Promise<void> {
	await answer(api.POST('/v1/me/mail/confirmation'));
}
