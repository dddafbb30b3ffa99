import { answer, api, type Schema } from '#lib/http/api.ts';
import { query, type Query } from '#lib/http/query.ts';

export type Queue = Schema['Queue'];

/** Who needs me, over all cohorts that I coach. */
export function queue(organization_id: string): Query<Queue> {
	return query(`organization/${organization_id}/queue`, () =>
		answer(
			api.GET('/v1/organizations/{organization_id}/queue', {
				params: { path: { organization_id } }
			})
		)
	);
}
