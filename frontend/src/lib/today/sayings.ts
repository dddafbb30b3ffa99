import * as m from '#lib/paraglide/messages.js';
import { dayAndTime, dayName, timeLeft } from '#lib/time/phrases.ts';
import { localTime } from '#lib/time/zones.ts';
import type { Item } from './today.ts';

/** How one thing to do is said, and where it is done. */
export interface Saying {
	/** On the large card: a sentence of two or three words and its time. */
	title: string;
	/** A second sentence under the title, where nobody is quoted. */
	text?: string;
	/** The button of the card. */
	action: string;
	/** What to say instead of "Did it already". */
	done?: string;
	href: string;
}

/** Words and way for a thing to do; null for a kind that only a newer version knows. */
export function saying(item: Item, now: Date, zone: string): Saying | null {
	const name = item.contact?.first_name ?? '';
	const { id } = item.subject;
	switch (item.kind) {
		case 'ask_first':
			return {
				title: m.today_first_card(),
				text: m.today_first_text(),
				action: m.today_first_action(),
				href: '/people/new'
			};
		case 'write_thanks': {
			const left = item.due && timeLeft(item.due.at, now);
			return {
				title: left ? m.do_thank_left({ name, left }) : m.do_thank({ name }),
				...(!left && { text: m.do_thank_late() }),
				action: m.do_write_it(),
				href: `/talks/${id}/after?step=thanks`
			};
		}
		case 'did_you_talk':
			return {
				title: m.do_did_you_talk({ name }),
				action: m.do_tell(),
				href: `/talks/${id}/after`
			};
		case 'debrief':
			return {
				title: m.do_debrief({ name }),
				text: m.do_debrief_text(),
				action: m.do_write_down(),
				href: `/talks/${id}/after`
			};
		case 'promise_mine':
			return {
				title: m.do_promise_mine({ name }),
				action: m.do_open(),
				href: '/growth/promises'
			};
		case 'promise_theirs':
			return {
				title: m.do_promise_theirs({ name }),
				text: m.do_promise_theirs_text(),
				action: m.do_write_it(),
				href: tell(item, `?promise=${id}`),
				done: m.today_they_did()
			};
		case 'tell_introducer':
			return {
				title: m.do_tell_introducer({ name, other: item.about ?? '' }),
				text: m.do_tell_introducer_text(),
				action: m.do_write_it(),
				href: tell(item, `?circle=${id}`)
			};
		case 'tell_landed':
		case 'advice_told':
			return {
				title: m.do_advice_told({ name }),
				action: m.do_write_it(),
				href: tell(item, `?${item.kind === 'advice_told' ? 'advice' : 'telling'}=${id}`)
			};
		case 'first_update':
			return {
				title: m.do_first_update({ name }),
				text: m.do_first_update_text(),
				action: m.do_write_it(),
				href: tell(item)
			};
		case 'keep_in_touch':
			return {
				title: m.do_keep_in_touch({ name }),
				text: m.do_keep_in_touch_text(),
				action: m.do_write_it(),
				href: tell(item)
			};
		case 'second_person':
			return {
				title: m.do_second_person({
					others: item.names.map((one) => one.first_name).join(', '),
					employer: item.about ?? ''
				}),
				action: m.do_open(),
				href: `/people/${item.names[0]?.id ?? ''}`
			};
		case 'choose_time':
			return { title: m.do_choose_time({ name }), action: m.do_tell(), href: `/times/${id}` };
		case 'prepare':
			return {
				title: item.due
					? m.do_prepare_for({ name, when: dayAndTime(item.due.at, zone, now) })
					: m.do_prepare({ name }),
				action: m.do_open(),
				href: `/talks/${id}/prepare`
			};
		case 'date_soon': {
			if (item.due && Date.parse(item.due.at) <= now.getTime()) {
				return {
					title: m.do_talk_now({ name }),
					action: m.do_begin_talk(),
					href: `/talks/${id}/live`
				};
			}
			const when = item.due ? dayAndTime(item.due.at, zone, now) : '';
			return {
				title: m.do_talk_soon({ name, when }),
				action: m.do_open(),
				href: `/talks/${id}`
			};
		}
		case 'any_answers':
			return {
				title: m.do_any_answers(),
				action: m.do_tell(),
				done: m.do_nothing_yet(),
				href: '/people?lane=asked'
			};
		case 'follow_up':
			return {
				title: m.do_follow_up({ name }),
				text: m.do_follow_up_text(),
				action: m.do_write_it(),
				href: `/write/${id}?kind=follow_up`
			};
		case 'close':
			return {
				title: m.do_close({ name }),
				text: m.do_close_text(),
				action: m.do_tell(),
				href: `/write/${id}`
			};
		case 'finish_draft':
			return {
				title: m.do_finish_draft({ name }),
				action: m.do_write_on(),
				href: `/write/${id}`
			};
		case 'ask':
			return { title: m.do_ask({ name }), action: m.do_write_it(), href: `/write/${id}` };
		case 'find_time':
			return {
				title: m.do_find_time({ name }),
				action: m.do_find_a_time(),
				href: `/times/${id}`
			};
		case 'new_time':
			return {
				title: m.do_new_time({ name }),
				action: m.do_find_a_time(),
				href: `/times/${id}`
			};
		case 'plan_item':
			return { title: m.do_plan_item(), action: m.do_look_at_it(), href: '/growth/plan' };
		case 'goal_review':
			return {
				title: m.do_goal_review(),
				text: m.do_goal_review_text(),
				action: m.do_look_at_it(),
				done: m.goal_still_right(),
				href: `/growth/goals/${id}/review`
			};
		case 'keep_person':
			return {
				title: m.do_keep_person({ name }),
				text: m.do_keep_person_text(),
				action: m.do_look_at_it(),
				done: m.do_keep(),
				href: `/people/${id}`
			};
		case 'token_ends':
			return {
				title: m.do_token_ends({
					name: item.about ?? '',
					day: item.due ? dueDay(item.due.at, zone, now) : ''
				}),
				text: m.do_token_ends_text(),
				action: m.do_look_at_it(),
				done: m.do_token_seen(),
				href: '/settings/tokens'
			};
		case 'sort':
			return { title: m.do_sort(), action: m.do_open(), href: '/people/sort' };
		default:
			return null;
	}
}

/** Where news to somebody is written, with what brought it up. */
function tell(item: Item, about = ''): string {
	return `/people/${item.contact?.id ?? ''}/tell${about}`;
}

/** The words behind a thing to do: what was promised, advised, planned or aimed at. */
export function behind(item: Item): string | null {
	const kinds: Item['kind'][] = [
		'promise_mine',
		'promise_theirs',
		'advice_told',
		'plan_item',
		'goal_review'
	];
	return kinds.includes(item.kind) ? item.about : null;
}

/** *tomorrow*, *Tuesday 10th*: when something is due, without a word about lateness. */
export function dueDay(at: string, zone: string, now: Date): string {
	return dayName(localTime(new Date(at), zone).date, localTime(now, zone).date);
}
