import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';

/** Where I asked for help in one programme, or a coach did for me, and what was answered. */
export function flagsAboutMe(enrolment_id: string): Pages<Schema['FlagRead']> {
	return new Pages(`flags/${enrolment_id}`, (cursor) =>
		answer(
			api.GET('/v1/enrolments/{enrolment_id}/flags', {
				params: { path: { enrolment_id }, query: { ...(cursor && { cursor }) } }
			})
		)
	);
}

/** I need help now. */
export async function raiseFlag(enrolment_id: string, words: string): Promise<void> {
	await answer(
		api.PUT('/v1/enrolments/{enrolment_id}/flags/{flag_id}', {
			params: { path: { enrolment_id, flag_id: newId() } },
			body: { words }
		})
	);
	invalidate(`flags/${enrolment_id}`);
}
