import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';

export type Reminders = Schema['RemindersRead'];
type Kind = Reminders['kinds'][number]['kind'];

export const reminders = () => query('reminders', () => answer(api.GET('/v1/me/reminders')));

/** What may interrupt, and the one message a day, in words. */
export const KINDS: readonly { kind: Kind; label: () => string; hint: () => string }[] = [
	{ kind: 'talk_soon', label: m.reminder_talk, hint: m.reminder_talk_hint },
	{ kind: 'how_was_it', label: m.reminder_how, hint: m.reminder_how_hint },
	{ kind: 'thanks_nudge', label: m.reminder_nudge, hint: m.reminder_nudge_hint },
	{ kind: 'thanks_last_call', label: m.reminder_last, hint: m.reminder_last_hint },
	{ kind: 'daily', label: m.reminder_daily, hint: m.reminder_daily_hint }
];

/** Switches a kind on or off, or sets the pause; shown at once. */
export async function saveReminders(body: Schema['RemindersChange']): Promise<void> {
	const shown = reminders();
	const before = shown.data;
	if (!before) return;
	const kinds = before.kinds.map(
		(one) => body.kinds?.find((changed) => changed.kind === one.kind) ?? one
	);
	shown.put({
		...before,
		kinds,
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
