import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';

export type Reminders = Schema['RemindersRead'];
export type Switch = Reminders['switches'][number];
export type Kind = Switch['kind'];
type Worded = readonly { kind: Kind; label: () => string; hint: () => string }[];

export const reminders = () => query('reminders', () => answer(api.GET('/v1/me/reminders')));

/** The four that may interrupt, in words. */
export const INTERRUPTIONS: Worded = [
	{ kind: 'talk_soon', label: m.reminder_talk, hint: m.reminder_talk_hint },
	{ kind: 'how_was_it', label: m.reminder_how, hint: m.reminder_how_hint },
	{ kind: 'thanks_nudge', label: m.reminder_nudge, hint: m.reminder_nudge_hint },
	{ kind: 'thanks_last_call', label: m.reminder_last, hint: m.reminder_last_hint }
];

/** What comes at the half hour, and what looks back. */
export const MESSAGES: Worded = [
	{ kind: 'daily', label: m.reminder_daily, hint: m.reminder_daily_hint },
	{ kind: 'weekly', label: m.reminder_weekly, hint: m.reminder_weekly_hint },
	{ kind: 'coach', label: m.reminder_coach, hint: m.reminder_coach_hint }
];

/** What the message a day may tell of. */
export const TOPICS: Worded = [
	{ kind: 'talks', label: m.reminder_talks, hint: m.reminder_talks_hint },
	{ kind: 'answers', label: m.reminder_answers, hint: m.reminder_answers_hint },
	{ kind: 'promises', label: m.reminder_promises, hint: m.reminder_promises_hint },
	{ kind: 'news', label: m.reminder_news, hint: m.reminder_news_hint },
	{ kind: 'keep_in_touch', label: m.reminder_touch, hint: m.reminder_touch_hint },
	{ kind: 'goals', label: m.reminder_goals, hint: m.reminder_goals_hint },
	{ kind: 'people', label: m.reminder_people, hint: m.reminder_people_hint },
	{ kind: 'keys', label: m.reminder_keys, hint: m.reminder_keys_hint }
];

export const KINDS: Worded = [...INTERRUPTIONS, ...MESSAGES, ...TOPICS];

/** Switches a kind on or off, or sets the pause; shown at once. */
export async function saveReminders(body: Schema['RemindersChange']): Promise<void> {
	const shown = reminders();
	const before = shown.data;
	if (!before) return;
	const switches = before.switches.map(
		(one) =>
			body.switches?.find(({ kind, channel }) => kind === one.kind && channel === one.channel) ??
			one
	);
	shown.put({
		...before,
		switches,
		vacation_until: body.vacation_until === undefined ? before.vacation_until : body.vacation_until
	});
	try {
		const saved = await fresh(
			before.version,
			(header) => answer(api.PATCH('/v1/me/reminders', { body, params: { header } })),
			async () => (await answer(api.GET('/v1/me/reminders'))).version
		);
		shown.put(saved);
	} catch (reason) {
		shown.put(before);
		throw reason;
	}
}
