import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { query, type Query } from '#lib/http/query.ts';

export type Letter = Schema['LetterRead'];

const PATH = '/v1/enrolments/{enrolment_id}/letters';

/** What coaches wrote to me in one programme, the latest first. */
export function lettersToMe(enrolment_id: string): Pages<Letter> {
	return new Pages(`letters/${enrolment_id}`, (cursor) =>
		answer(
			api.GET(PATH, { params: { path: { enrolment_id }, query: { ...(cursor && { cursor }) } } })
		)
	);
}

/** Whether they may write to me. */
export function lettersAllowed(enrolment_id: string): Query<boolean> {
	return query(`letters-allowed/${enrolment_id}`, async () => {
		const page = await answer(
			api.GET(PATH, { params: { path: { enrolment_id }, query: { limit: 1 } } })
		);
		return page.allowed;
	});
}

export async function allowLetters(enrolment_id: string, allowed: boolean): Promise<void> {
	await answer(
		api.PUT(`${PATH}/allowed`, { params: { path: { enrolment_id } }, body: { allowed } })
	);
	lettersAllowed(enrolment_id).put(allowed);
}
