import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { query, type Query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { stuckWords } from '#lib/sharing/words.ts';
import { now } from '#lib/time/now.svelte.ts';
import { plainDate } from '#lib/time/phrases.ts';
import type { Place } from './cohort.ts';

export type Dashboard = Schema['Dashboard'];
export type DashboardWeek = Schema['DashboardWeek'];
export type DashboardPerson = Schema['DashboardPerson'];
export type Sort = 'name' | 'quiet';
export type Show = 'all' | 'stuck' | 'moved' | 'private' | Schema['StuckCount']['reason'];

const key = ({ organization_id, cohort_id }: Place, what: string) =>
	`organization/${organization_id}/cohort/${cohort_id}/dashboard/${what}`;

/** The sums of a cohort at this moment, for whoever coaches it. */
export function dashboard(place: Place): Query<Dashboard> {
	return query(key(place, ''), () =>
		answer(
			api.GET('/v1/organizations/{organization_id}/cohorts/{cohort_id}/dashboard', {
				params: { path: place }
			})
		)
	);
}

/** Who takes part, in an order that says nothing about how much anybody did. */
export function dashboardPeople(place: Place, sort: Sort, show: Show): Pages<DashboardPerson> {
	return new Pages(key(place, `people/${sort}/${show}`), (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/cohorts/{cohort_id}/dashboard/people', {
				params: { path: place, query: { sort, show, ...(cursor && { cursor }) } }
			})
		)
	);
}

/** *12 October*: the Monday on which a week begins. */
export const weekWords = (week: string) => plainDate(`${week}T12:00:00Z`, 'UTC', now());

/** What is said of one person under their name. */
export function standing(one: DashboardPerson): string {
	if (!one.uses_askwell) return m.cohort_without_app();
	const last = one.last_week
		? m.dashboard_last_week({ week: weekWords(one.last_week) })
		: m.dashboard_nothing_yet();
	if (!one.activity) return `${m.dashboard_private()} ${last}`;
	if (one.activity.stuck) return stuckWords(one.activity.stuck);
	return one.moved ? m.dashboard_moving() : last;
}

/** What one did, with its size; nothing where nothing is shared. */
export function sums(one: DashboardPerson): string {
	if (!one.activity) return '';
	return m.dashboard_sums({ asks: one.activity.asked, talks: one.activity.talks });
}
