import { answer, api, type Schema } from '#lib/http/api.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import type { Who } from './participant.ts';

export type Kept = Schema['EnrolmentRecord'];

const BASE = '/v1/organizations/{organization_id}/enrolments/{enrolment_id}';
const changed = ({ organization_id }: Who) => invalidate(`organization/${organization_id}`);

/** What the organization keeps itself of somebody: where they came to, and what they told. */
export function record(who: Who): Query<Kept> {
	return query(`organization/${who.organization_id}/record/${who.enrolment_id}`, () =>
		answer(api.GET(`${BASE}/record`, { params: { path: who } }))
	);
}

/** Keeps a talk that somebody without the app told. */
export async function tell(who: Who, held_on: string): Promise<void> {
	await answer(
		api.POST(`${BASE}/told-talks`, { params: { path: who }, body: { id: newId(), held_on } })
	);
	changed(who);
}

export async function takeBack(who: Who, talk_id: string): Promise<void> {
	await answer(
		api.DELETE(`${BASE}/told-talks/{talk_id}`, { params: { path: { ...who, talk_id } } })
	);
	changed(who);
}
