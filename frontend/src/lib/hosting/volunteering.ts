import { answer, api, type Schema } from '#lib/http/api.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { sent, type Said } from './fields.ts';

export type Where = Schema['VolunteeringWhere'];

/** Where I am a volunteer, and where I could become one. */
export function volunteering(): Query<Schema['VolunteeringRead']> {
	return query('volunteering', () => answer(api.GET('/v1/volunteering')));
}

/** I become one there, with the words that were shown. */
export async function volunteer(where: Where, said: Said): Promise<void> {
	await answer(
		api.POST('/v1/enrolments/{enrolment_id}/volunteer', {
			body: { consent_version: where.consent.version, ...sent(said) },
			params: { path: { enrolment_id: where.enrolment_id } }
		})
	);
	invalidate('volunteering');
}
