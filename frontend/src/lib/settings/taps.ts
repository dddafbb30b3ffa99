import { answer, api, type Schema } from '#lib/http/api.ts';
import * as m from '#lib/paraglide/messages.js';

export type Tap = Schema['TapRead'];
export type When = Tap['later'][number]['when'];

export const look = (token: string) => answer(api.POST('/v1/taps/look', { body: { token } }));

export const tap = (token: string, when?: When) =>
	answer(api.POST('/v1/taps', { body: { token, ...(when && { when }) } }));

export const takeBack = (token: string) => answer(api.DELETE('/v1/taps', { body: { token } }));

/** What a link is about, without a name: it may have been passed on. */
const ABOUT: Partial<Record<Tap['kind'], () => string>> = {
	write_thanks: m.tap_about_thanks,
	did_you_talk: m.tap_about_talk,
	prepare: m.tap_about_prepare,
	promise_mine: m.tap_about_promise,
	promise_theirs: m.tap_about_theirs,
	any_answers: m.tap_about_answers,
	follow_up: m.tap_about_follow_up,
	close: m.tap_about_close,
	find_time: m.tap_about_time,
	new_time: m.tap_about_time,
	choose_time: m.tap_about_time,
	tell_introducer: m.tap_about_news,
	advice_told: m.tap_about_news,
	tell_landed: m.tap_about_news,
	first_update: m.tap_about_news,
	keep_in_touch: m.tap_about_touch,
	plan_item: m.tap_about_plan,
	goal_review: m.tap_about_goal,
	keep_person: m.tap_about_keep,
	token_ends: m.tap_about_key
};

export const about = (kind: Tap['kind']): string => (ABOUT[kind] ?? m.tap_about_other)();

interface Words {
	question: string;
	action: string;
	/** What is said once it is done. */
	said: string;
}

/** What one tap asks and does; null for "later", of which there are several. */
export function wordsOf({ action, kind }: Tap): Words | null {
	if (action === 'later') return null;
	if (action === 'let_go') {
		return { question: m.tap_let_go(), action: m.tap_do_let_go(), said: m.tap_let_go_said() };
	}
	switch (kind) {
		case 'any_answers':
			return {
				question: m.tap_nothing_yet(),
				action: m.tap_do_nothing_yet(),
				said: m.tap_done_said()
			};
		case 'keep_person':
			return { question: m.tap_keep(), action: m.tap_do_keep(), said: m.tap_kept() };
		case 'token_ends':
			return { question: m.tap_seen(), action: m.tap_do_seen(), said: m.tap_done_said() };
		default:
			return { question: m.tap_done(), action: m.tap_do_done(), said: m.tap_done_said() };
	}
}
