import * as m from '#lib/paraglide/messages.js';
import { dayAndTime, dayName } from '#lib/time/phrases.ts';
import { localTime } from '#lib/time/zones.ts';
import type { Lane, ThreadCard } from './threads.ts';

/** The five lanes of everyday work, and the three that rest under *More* (SCREENS.md section 3). */
export const EVERYDAY: readonly Lane[] = ['want_to_ask', 'asked', 'said_yes', 'date_set', 'talked'];
export const RESTING: readonly Lane[] = ['in_touch', 'later', 'not_this_time'];

/** A lane's name and the line under it. */
export function laneWords(lane: Lane): { name: string; line: string; empty: string } {
	switch (lane) {
		case 'want_to_ask':
			return {
				name: m.lane_want_to_ask(),
				line: m.lane_want_to_ask_line(),
				empty: m.empty_people()
			};
		case 'asked':
			return { name: m.lane_asked(), line: m.lane_asked_line(), empty: m.empty_asked() };
		case 'said_yes':
			return { name: m.lane_said_yes(), line: m.lane_said_yes_line(), empty: m.empty_said_yes() };
		case 'date_set':
			return { name: m.lane_date_set(), line: m.lane_date_set_line(), empty: m.empty_date_set() };
		case 'talked':
			return { name: m.lane_talked(), line: m.lane_talked_line(), empty: m.empty_talked() };
		case 'in_touch':
			return { name: m.lane_in_touch(), line: m.lane_in_touch_line(), empty: m.empty_in_touch() };
		case 'later':
			return { name: m.lane_later(), line: m.lane_later_line(), empty: m.empty_later() };
		case 'not_this_time':
			return {
				name: m.lane_not_this_time(),
				line: m.lane_not_this_time_line(),
				empty: m.empty_not_this_time()
			};
	}
}

/** What a card says beside the name: what is due and when, or why it stands in its lane. */
export function cardNote(card: ThreadCard, zone: string, now: Date): string | null {
	if (card.due) {
		const day = dayName(localTime(new Date(card.due.at), zone).date, localTime(now, zone).date);
		switch (card.due.kind) {
			case 'thanks':
				return m.due_thanks({ when: dayAndTime(card.due.at, zone, now) });
			case 'talk':
				return dayAndTime(card.due.at, zone, now);
			case 'follow_up':
				return m.due_follow_up({ day });
			case 'close_proposed':
				return m.due_close({ day });
		}
	}
	if (card.lane_note === 'new_time_needed') return m.note_new_time();
	if (card.led_to) return m.note_led_to({ name: card.led_to });
	if (card.stage === 'drafted') return m.note_drafted();
	return null;
}
