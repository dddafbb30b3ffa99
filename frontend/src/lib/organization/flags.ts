import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import type { Who } from './participant.ts';

export type Flag = Schema['FlagSeen'];

/** All flags about somebody whom I answer for, the latest first. */
export function flagsOf({ organization_id, enrolment_id }: Who): Pages<Flag> {
	return new Pages(`organization/${organization_id}/flags/${enrolment_id}`, (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/flags', {
				params: {
					path: { organization_id },
					query: { enrolment_id, ...(cursor && { cursor }) }
				}
			})
		)
	);
}

const changed = (organization_id: string) =>
	invalidate(`organization/${organization_id}/queue`, `organization/${organization_id}/flags`);

/** Says that it was read, or with words that it is settled: they read them. */
export async function answerFlag(
	organization_id: string,
	flag_id: string,
	words: string | null
): Promise<void> {
	await answer(
		api.POST('/v1/organizations/{organization_id}/flags/{flag_id}/answer', {
			params: { path: { organization_id, flag_id } },
			body: { words }
		})
	);
	changed(organization_id);
}

/** Says of somebody whom I coach that they need help now; they read it too. */
export async function raiseAbout(who: Who, words: string): Promise<void> {
	await answer(
		api.PUT('/v1/organizations/{organization_id}/participants/{enrolment_id}/flags/{flag_id}', {
			params: { path: { ...who, flag_id: newId() } },
			body: { words }
		})
	);
	changed(who.organization_id);
}
