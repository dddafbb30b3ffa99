import { answer, api, type Schema } from '#lib/http/api.ts';

export type Guess = Schema['PersonGuessed'];

/** Guesses a name and addresses from a pasted link or signature; no page is fetched. */
export async function guess(text: string): Promise<Guess> {
	return answer(api.POST('/v1/contacts/guess', { body: { text } }));
}
