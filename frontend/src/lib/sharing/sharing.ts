import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';

export type Sharing = Schema['Sharing'];
export type Grant = Schema['GrantRead'];
export type Scope = Grant['scope'];
export type Activity = Schema['Activity'];

/** The version of the words in `Switches.svelte`: raised whenever they come to mean something else. */
const TEXT_VERSION = 1;

/** Where the person takes part now, and what they share there. */
export function sharing(): Query<Schema['SharingList']> {
	return query('sharing', () => answer(api.GET('/v1/sharing')));
}

/** Who looked at what is shared in one cohort, the latest first. */
export function looks(enrolment_id: string): Pages<Schema['LookRead']> {
	return new Pages(`sharing/looks/${enrolment_id}`, (cursor) =>
		answer(api.GET('/v1/sharing/looks', { params: { query: { enrolment_id, cursor } } }))
	);
}

/** What a coach sees of the person, by the functions that show it to a coach. */
export function preview(enrolment_id: string): Query<Schema['Preview']> {
	return query(`sharing/preview/${enrolment_id}`, () =>
		answer(api.GET('/v1/enrolments/{enrolment_id}/preview', { params: { path: { enrolment_id } } }))
	);
}

/** The person's own asks as a coach sees them. */
export function previewAsks(enrolment_id: string): Pages<Schema['Step'] & { id: string }> {
	return new Pages(`sharing/preview-asks/${enrolment_id}`, async (cursor) => {
		const page = await answer(
			api.GET('/v1/enrolments/{enrolment_id}/preview/asks', {
				params: { path: { enrolment_id }, query: { cursor } }
			})
		);
		return { ...page, items: page.items.map((one) => ({ ...one, id: one.ref })) };
	});
}

/** Shares it (of growth these goals), or no longer: from the answer on it is so. */
export async function share(
	enrolment_id: string,
	what: Scope,
	on: boolean,
	goal_ids: string[] = []
): Promise<void> {
	const params = { path: { enrolment_id, what } };
	const path = '/v1/enrolments/{enrolment_id}/grants/{what}';
	try {
		if (on) {
			const body = { id: newId(), text_version: TEXT_VERSION, goal_ids };
			await answer(api.PUT(path, { params, body }));
		} else await answer(api.DELETE(path, { params }));
	} finally {
		// Whatever became of it, the screen shows what the server says.
		await sharing().refresh();
	}
}
