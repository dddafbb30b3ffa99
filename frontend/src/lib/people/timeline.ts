import * as m from '#lib/paraglide/messages.js';
import type { Schema } from '#lib/http/api.ts';
import type { Kind } from '#lib/threads/messages.ts';
import type { IconName } from '#lib/ui/icons.ts';

export type Moment = Schema['TimelineItem'];

export interface Told {
	icon: IconName;
	title: string;
	href?: string;
	/** Whose words belong to this moment: a message of this kind, or the lines of the talk. */
	words?: Kind | 'lines';
}

/** How one moment is told; null for what is of no interest, or unknown to this version. */
export function told(moment: Moment, name: string): Told | null {
	const { codes } = moment;
	// Steps that only follow from another were never taken by the person.
	if (codes.implied || codes.passed) return null;
	const talk = moment.conversation_id ? { href: `/talks/${moment.conversation_id}` } : {};
	const ask = moment.thread_id ? { href: `/write/${moment.thread_id}` } : {};
	switch (moment.name) {
		case 'thread.asked':
			return { icon: 'mail', title: m.told_ask({ name }), ...ask, words: 'ask' };
		case 'thread.answered':
			return { icon: 'check', title: answered(codes.answer, name) };
		case 'thread.scheduled':
			return { icon: 'clock', title: m.told_date(), ...talk };
		case 'thread.closed':
			// A no has told its own line.
			return codes.reason === 'declined' ? null : { icon: 'archive', title: m.told_closed() };
		case 'thread.moved':
			return moment.to_stage === 'followed_up'
				? { icon: 'mail', title: m.told_follow_up(), words: 'follow_up' }
				: null;
		case 'conversation.held':
			return { icon: 'talks', title: m.told_talk({ name }), ...talk, words: 'lines' };
		case 'conversation.cancelled':
			return { icon: 'clock', title: m.told_cancelled(), ...talk };
		case 'conversation.missed':
			return { icon: 'clock', title: m.told_no_show(), ...talk };
		case 'thanks.sent':
			return { icon: 'mail', title: m.told_thanks({ name }), words: 'thanks' };
		case 'promise.kept':
			return {
				icon: 'check',
				title: codes.promiser === 'mine' ? m.told_kept() : m.told_they_kept({ name }),
				...talk
			};
		case 'advice.done':
			return { icon: 'check', title: m.told_advice_done({ name }), ...talk };
		case 'advice.told':
			return { icon: 'mail', title: m.told_advice({ name }) };
		case 'introduction.told':
			return { icon: 'mail', title: m.told_circle({ name }) };
		case 'contact.created':
			return { icon: 'add', title: m.told_added() };
		default:
			return null;
	}
}

function answered(answer: unknown, name: string): string {
	switch (answer) {
		case 'yes':
			return m.told_yes({ name });
		case 'later':
			return m.told_later({ name });
		case 'referred':
			return m.told_referred({ name });
		case 'declined':
			return m.told_no({ name });
		default:
			return m.told_answered({ name });
	}
}
