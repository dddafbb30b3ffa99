import * as m from '#lib/paraglide/messages.js';
import type { Schema } from '#lib/http/api.ts';
import type { Activity } from './sharing.ts';

/** What somebody of the staff looked at. */
export function kindWords(kind: Schema['LookRead']['kind']): string {
	switch (kind) {
		case 'membership':
			return m.sharing_kind_membership();
		case 'activity':
			return m.sharing_activity();
		case 'growth':
			return m.sharing_growth();
		case 'outcome':
			return m.sharing_outcome();
		case 'item':
			return m.sharing_kind_item();
	}
}

/** Why nothing moved for a while, as a coach reads it. */
export function stuckWords(stuck: NonNullable<Activity['stuck']>): string {
	switch (stuck) {
		case 'not_started':
			return m.stuck_not_started();
		case 'no_ask_sent':
			return m.stuck_no_ask_sent();
		case 'no_answers':
			return m.stuck_no_answers();
		case 'talk_not_thanked':
			return m.stuck_talk_not_thanked();
		case 'quiet':
			return m.stuck_quiet();
	}
}

/** The same in a word or three, where several are under it. */
export function stuckShort(stuck: NonNullable<Activity['stuck']>): string {
	switch (stuck) {
		case 'not_started':
			return m.queue_not_started();
		case 'no_ask_sent':
			return m.queue_no_ask_sent();
		case 'no_answers':
			return m.queue_no_answers();
		case 'talk_not_thanked':
			return m.queue_talk_not_thanked();
		case 'quiet':
			return m.queue_quiet();
	}
}

/** The numbers of how it is going, each with its size; none where there is nothing to tell. */
export function numbers(activity: Activity): string[] {
	const { asked, answered, talks, thanks, promises, days_to_answer, days_to_talk } = activity;
	return [
		...(asked ? [m.shared_asked({ asked, answered })] : []),
		...(talks ? [m.shared_talks({ count: talks })] : []),
		...(thanks.n ? [m.shared_thanks({ ...thanks })] : []),
		...(promises.n ? [m.shared_promises({ ...promises })] : []),
		...(days_to_answer !== null ? [m.shared_days_to_answer({ count: days_to_answer })] : []),
		...(days_to_talk !== null ? [m.shared_days_to_talk({ count: days_to_talk })] : [])
	];
}
