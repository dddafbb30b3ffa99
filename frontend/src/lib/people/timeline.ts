import * as m from '#lib/paraglide/messages.js';
import type { Schema } from '#lib/http/api.ts';
import type { IconName } from '#lib/ui/icons.ts';

export interface Told {
	icon: IconName;
	title: string;
	/** The words that were written or heard then. */
	words: string | null;
	href?: string;
}

/** How one moment is told; null for kinds that this version does not know. */
export function told(item: Schema['TimelineItem'], name: string): Told | null {
	const words = item.text;
	const talk = item.conversation_id ? { href: `/talks/${item.conversation_id}` } : {};
	const ask = item.thread_id ? { href: `/write/${item.thread_id}` } : {};
	switch (item.kind) {
		case 'message.ask':
			return { icon: 'mail', title: m.told_ask({ name }), words, ...ask };
		case 'message.follow_up':
			return { icon: 'mail', title: m.told_follow_up({ name }), words, ...ask };
		case 'message.thanks':
			return { icon: 'mail', title: m.told_thanks({ name }), words };
		case 'message.update':
			return { icon: 'mail', title: m.told_update({ name }), words };
		case 'message.answer_no':
			return { icon: 'mail', title: m.told_gracious(), words };
		case 'conversation.held':
			return { icon: 'talks', title: m.told_talk({ name }), words, ...talk };
		case 'conversation.planned':
			return { icon: 'clock', title: m.told_date(), words, ...talk };
		case 'conversation.cancelled':
			return { icon: 'clock', title: m.told_cancelled(), words, ...talk };
		case 'conversation.missed':
		case 'conversation.no_show':
			return { icon: 'clock', title: m.told_no_show(), words, ...talk };
		case 'thread.answered':
			return { icon: 'check', title: item.title ?? m.told_answered({ name }), words };
		case 'thread.closed':
			return { icon: 'archive', title: m.told_closed(), words };
		case 'contact.created':
			return { icon: 'add', title: m.told_added(), words };
		case 'note':
			return { icon: 'pen', title: m.told_note(), words };
		default:
			return null;
	}
}
