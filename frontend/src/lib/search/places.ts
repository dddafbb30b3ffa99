import * as m from '#lib/paraglide/messages.js';
import { marked, wordsOf } from './matching.ts';

export interface Place {
	href: string;
	title: string;
	note?: string;
}

/** Every part of the app that has a screen of its own: what is not shown yet is found here. */
export function allPlaces(): Place[] {
	return [
		{ href: '/', title: m.nav_today() },
		{ href: '/people', title: m.nav_people() },
		{ href: '/people/find', title: m.find_title() },
		{ href: '/people/employers', title: m.target_title() },
		{ href: '/people/import', title: m.i_have_a_list() },
		{ href: '/people/touch', title: m.tie_title() },
		{ href: '/talks', title: m.nav_talks() },
		{ href: '/talks/past', title: m.past_title() },
		{ href: '/growth/heard', title: m.what_ive_heard() },
		{ href: '/growth/goals', title: m.goal_title() },
		{ href: '/growth/questions', title: m.not_sure_title() },
		{ href: '/growth/skills', title: m.skills_title() },
		{ href: '/growth/plan', title: m.plan_heading() },
		{ href: '/growth/outcomes', title: m.outcome_title() },
		{ href: '/growth/promises', title: m.promises_title() },
		{ href: '/growth/advice', title: m.advice_title() },
		{ href: '/growth/measures', title: m.measures_title() },
		{ href: '/growth/weeks', title: m.weeks_title() },
		{ href: '/settings/profile', title: m.settings_profile(), note: m.settings_profile_note() },
		{ href: '/settings/pitch', title: m.settings_pitch(), note: m.settings_pitch_note() },
		{
			href: '/settings/reminders',
			title: m.settings_reminders(),
			note: m.settings_reminders_note()
		},
		{ href: '/settings/account', title: m.settings_account(), note: m.settings_account_note() },
		{ href: '/settings/calendar', title: m.settings_calendar(), note: m.settings_calendar_note() },
		{ href: '/settings/data', title: m.settings_data(), note: m.settings_data_note() },
		{
			href: '/settings/duplicates',
			title: m.settings_duplicates(),
			note: m.settings_duplicates_note()
		},
		{ href: '/settings/tokens', title: m.settings_tokens(), note: m.settings_tokens_note() },
		{ href: '/settings/webhooks', title: m.settings_webhooks(), note: m.settings_webhooks_note() },
		{
			href: '/settings/programmes',
			title: m.settings_programmes(),
			note: m.settings_programmes_note()
		},
		{ href: '/settings/volunteering', title: m.volunteer_title(), note: m.volunteer_note() },
		{
			href: '/organization',
			title: m.settings_organization(),
			note: m.settings_organization_note()
		}
	];
}

/** The places whose name or note has these words. */
export function placesFor(typed: string): Place[] {
	const words = wordsOf(typed);
	return allPlaces().filter(({ title, note }) => marked(`${title} ${note ?? ''}`, words));
}
