import { answer, api } from '#lib/http/api.ts';
import type { Failure } from '#lib/http/failure.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { cohort } from './cohort.ts';
import type { Reason } from './letters.ts';
import { participant } from './participant.ts';
import { queue } from './queue.ts';

export interface Chosen {
	enrolment_id: string;
	name: string;
}

/** Whom one would write to, and where one came from. */
export interface Choice {
	people: Chosen[];
	cohortId: string | null;
	title: string;
	back: string;
	waiting: boolean;
	failure: Failure | null;
	retry: () => void;
	more: (() => void) | null;
}

const cohortPeople = (organization_id: string, cohort_id: string) =>
	new Pages(`organization/${organization_id}/cohort/${cohort_id}/participants`, (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/participants', {
				params: {
					path: { organization_id },
					query: { cohort_id, limit: 100, ...(cursor && { cursor }) }
				}
			})
		)
	);

/** Those who are stuck for one reason; one alone; or all of a cohort whom I coach. */
export function chosenBy(
	organization_id: string,
	reason: Reason | null,
	one: string | null,
	cohort_id: string | null
): Choice {
	const here = `/organization/${organization_id}`;
	const nothing = { cohortId: null, title: '', more: null };
	if (one) {
		const shown = participant({ organization_id, enrolment_id: one });
		const who = shown.data;
		return {
			...nothing,
			people: who?.coached && who.uses_askwell ? [{ enrolment_id: one, name: who.name }] : [],
			back: `${here}/participants/${one}`,
			waiting: shown.waiting,
			failure: shown.data ? null : shown.failure,
			retry: () => void shown.refresh()
		};
	}
	if (cohort_id) {
		const all = cohortPeople(organization_id, cohort_id);
		return {
			people: all.items
				.filter(({ coached, uses_askwell }) => coached && uses_askwell)
				.map(({ id, name }) => ({ enrolment_id: id, name })),
			cohortId: cohort_id,
			title: cohort({ organization_id, cohort_id }).data?.name ?? '',
			back: `${here}/cohorts/${cohort_id}`,
			waiting: all.first.waiting,
			failure: all.first.data ? null : all.failure,
			retry: () => void all.first.refresh(),
			more: all.hasMore ? () => void all.more() : null
		};
	}
	const shown = queue(organization_id);
	return {
		...nothing,
		people: shown.data?.stuck.find((group) => group.reason === reason)?.people ?? [],
		back: `${here}/queue`,
		waiting: shown.waiting,
		failure: shown.data ? null : shown.failure,
		retry: () => void shown.refresh()
	};
}
