import * as m from '#lib/paraglide/messages.js';
import type { Stage, What } from './threads.ts';

/** The groups of stages of DOMAIN.md section 4, as far as a screen needs them. */
const BEFORE: readonly Stage[] = ['identified', 'researched', 'drafted'];
const WAITING: readonly Stage[] = ['asked', 'followed_up'];
const FINDING: readonly Stage[] = ['replied_yes', 'scheduling', 'no_show', 'cancelled'];
const ENDED: readonly Stage[] = [
	'replied_later',
	'referred_on',
	'declined',
	'silent_closed',
	'parked'
];

/** What may have happened next, the likeliest first: what the sheet "What happened?" offers. */
export function offered(stage: Stage): What[] {
	if (BEFORE.includes(stage)) return ['sent', 'held', 'parked'];
	if (WAITING.includes(stage)) {
		const touch: What[] = stage === 'asked' ? ['followed_up'] : [];
		return ['answered_yes', 'answered_later', 'referred_on', 'declined', ...touch, 'no_answer'];
	}
	if (FINDING.includes(stage)) return ['date_set', 'held', 'declined', 'parked'];
	if (stage === 'scheduled') return ['held', 'date_set', 'cancelled', 'no_show'];
	if (ENDED.includes(stage)) return ['answered_yes', 'date_set', 'held'];
	return [];
}

/** The words of one choice. */
export function choice(what: What, stage: Stage): string {
	switch (what) {
		case 'sent':
			return m.what_sent();
		case 'followed_up':
			return m.what_followed_up();
		case 'answered_yes':
			return ENDED.includes(stage) ? m.what_yes_after_all() : m.what_yes();
		case 'answered_later':
			return m.what_later();
		case 'referred_on':
			return m.what_referred();
		case 'declined':
			return WAITING.includes(stage) ? m.what_no() : m.what_no_after_all();
		case 'no_answer':
			return m.what_no_answer();
		case 'finding_time':
			return m.what_finding_time();
		case 'date_set':
			return stage === 'scheduled' ? m.what_moved() : m.what_date_set();
		case 'no_show':
			return m.what_no_show();
		case 'cancelled':
			return m.what_cancelled();
		case 'held':
			return m.what_held();
		case 'parked':
			return m.what_parked();
		case 'reopened':
			return m.what_reopened();
	}
}

/** The line that confirms it: a no is an end and not a failure. */
export function confirmation(what: What, name: string): string {
	switch (what) {
		case 'sent':
		case 'followed_up':
			return m.said_sent({ name });
		case 'answered_yes':
			return m.said_yes({ name });
		case 'answered_later':
			return m.said_later({ name });
		case 'referred_on':
			return m.said_referred({ name });
		case 'declined':
			return m.said_no({ name });
		case 'no_answer':
			return m.said_no_answer({ name });
		case 'date_set':
			return m.said_date_set({ name });
		case 'cancelled':
		case 'no_show':
			return m.said_cancelled({ name });
		case 'held':
			return m.said_held({ name });
		default:
			return m.said_moved({ name });
	}
}
