import { answer, api, type Schema } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { beginAsk } from '#lib/threads/threads.ts';

export type EasyAsk = Schema['EasyAsk'];
export type Bridge = Schema['Bridge'];
export type Findable = Schema['Findable'];

/** The asks that should be easy ones: practice makes the next a little easier. */
export const FIRST_ASKS = 3;

/** Who is likely to say yes, among those who were not asked yet. */
export const easyAsks = () => query('finding/easy', () => answer(api.GET('/v1/finding/easy')));

/** Who could introduce one to somebody, or to somebody at an employer. */
export const bridges = (to: { contact_id: string } | { employer_id: string }) =>
	query(`finding/bridges/${Object.values(to).join()}`, () =>
		answer(api.GET('/v1/finding/bridges', { params: { query: to } }))
	);

const EASY: Record<EasyAsk['reasons'][number], () => string> = {
	volunteers: m.find_reason_volunteers,
	knows_well: m.find_reason_knows_well,
	introduced: m.find_reason_introduced,
	known: m.find_reason_known,
	same_school: m.find_reason_same_school,
	same_association: m.find_reason_same_association,
	met_at_event: m.find_reason_met_at_event,
	knows_a_bit: m.find_reason_knows_a_bit
};
const BRIDGE: Record<Bridge['reasons'][number], () => string> = {
	named_them: m.find_bridge_named_them,
	works_there: m.find_bridge_works_there,
	talked_same_field: m.find_bridge_talked_same_field,
	knows_well_same_field: m.find_bridge_knows_well_same_field
};

/** Why somebody is likely to say yes, in words. */
export const easyWords = ({ reasons }: EasyAsk) =>
	reasons
		// Whoever is known well is known.
		.filter((one) => one !== 'known' || !reasons.includes('knows_well'))
		.map((one) => EASY[one]())
		.join(', ');

/** Why somebody could introduce one, in words. */
export const bridgeWords = ({ reasons }: Bridge) => reasons.map((one) => BRIDGE[one]()).join(', ');

/** The composer of the ask to somebody; begins the ask where there is none. */
export async function askOf({ id, name, first_name, thread_id }: Findable): Promise<string> {
	return `/write/${thread_id ?? (await beginAsk({ id, name, first_name }))}`;
}
