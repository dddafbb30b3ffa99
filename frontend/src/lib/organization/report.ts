import { answer, api, type Schema } from '#lib/http/api.ts';
import { query, type Query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Place } from './cohort.ts';

export type Report = Schema['ProgrammeReport'];
type What = Report['lines'][number]['what'];

/** A cohort in numbers that may be told to everybody who works there. */
export function programmeReport(place: Place): Query<Report> {
	const { organization_id, cohort_id } = place;
	return query(`organization/${organization_id}/cohort/${cohort_id}/report`, () =>
		answer(
			api.GET('/v1/organizations/{organization_id}/cohorts/{cohort_id}/report', {
				params: { path: place }
			})
		)
	);
}

export const LINES: Record<What, () => string> = {
	enrolled: m.whole_enrolled,
	sharing: m.whole_sharing,
	moved: m.whole_moved,
	'steps.none': m.whole_steps_none,
	'steps.asked': m.whole_steps_asked,
	'steps.talked': m.whole_steps_talked,
	asks: m.dashboard_asked,
	talks: m.whole_talks,
	thanked: m.whole_thanked,
	answered: m.whole_answered,
	'outcomes.work': m.whole_outcomes_work,
	'outcomes.interview': m.whole_outcomes_interview,
	'outcomes.other': m.whole_outcomes_other,
	'outcomes.none': m.whole_outcomes_none
};
