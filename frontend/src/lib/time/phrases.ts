import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { addDays, daysBetween, localTime } from './zones.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

function format(options: Intl.DateTimeFormatOptions, at: Date, zone: string): string {
	// English dates are written the British way: the day first, no comma before the month.
	const locale = getLocale() === 'en' ? 'en-GB' : getLocale();
	return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(at);
}

/** A local date as an instant that formats to the same date everywhere. */
const noon = (date: string) => new Date(`${date}T12:00Z`);

/** *Tuesday 10th* within the year, *10 March 2027* beyond. */
export function dayName(date: string, today: string): string {
	const days = daysBetween(today, date);
	if (days === 0) return m.today_lower();
	if (days === 1) return m.tomorrow_lower();
	if (days === -1) return m.yesterday_lower();
	if (days > 0 && days < 22) return weekdayAndDay(date);
	const sameYear = date.slice(0, 4) === today.slice(0, 4);
	return format(
		{ day: 'numeric', month: 'long', ...(!sameYear && { year: 'numeric' }) },
		noon(date),
		'UTC'
	);
}

function weekdayAndDay(date: string): string {
	const weekday = format({ weekday: 'long' }, noon(date), 'UTC');
	return m.weekday_and_day({ weekday, day: ordinal(Number(date.slice(8))) });
}

/** *10th*, *1st*, *22nd* in English; the number with a full stop elsewhere. */
export function ordinal(day: number): string {
	const locale = getLocale();
	if (!locale.startsWith('en')) return `${day}.`;
	const endings: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
	return `${day}${endings[new Intl.PluralRules('en', { type: 'ordinal' }).select(day)] ?? 'th'}`;
}

/** The weekday alone: *Thursday*. ISO numbers, Monday is 1. */
export function weekdayName(weekday: number, length: 'long' | 'short' = 'long'): string {
	return format({ weekday: length }, noon(addDays('2024-01-01', weekday - 1)), 'UTC');
}

/** *12:30*, in the zone and the habit of the language. */
export function clock(at: string | Date, zone: string): string {
	return format({ hour: 'numeric', minute: '2-digit' }, new Date(at), zone);
}

/** *tomorrow 12:30*, *Tuesday 10th, 12:30*. */
export function dayAndTime(at: string, zone: string, now: Date): string {
	const day = dayName(localTime(new Date(at), zone).date, localTime(now, zone).date);
	return m.day_and_time({ day, time: clock(at, zone) });
}

/** *12 March* or *12 March 2025*: a date that is only remembered. */
export function plainDate(at: string, zone: string, now: Date): string {
	const date = localTime(new Date(at), zone).date;
	const sameYear = date.slice(0, 4) === localTime(now, zone).date.slice(0, 4);
	return format(
		{ day: 'numeric', month: 'long', ...(!sameYear && { year: 'numeric' }) },
		noon(date),
		'UTC'
	);
}

/** The month of a local date: *February 2027*. */
export function monthName(date: string): string {
	return format({ month: 'long', year: 'numeric' }, noon(date), 'UTC');
}

/** Time left in words that do not hurry: *19 hours left*, *40 minutes left*, or nothing any more. */
export function timeLeft(until: string, now: Date): string | null {
	const left = Date.parse(until) - now.getTime();
	if (left <= 0) return null;
	if (left >= HOUR) return m.hours_left({ count: Math.floor(left / HOUR) });
	return m.minutes_left({ count: Math.max(1, Math.floor(left / MINUTE)) });
}

/** Time left to the minute, for the ring: *23 h 41 m*. */
export function timeLeftExact(until: string, now: Date): string {
	const left = Math.max(0, Date.parse(until) - now.getTime());
	return m.hours_and_minutes({
		hours: Math.floor(left / HOUR),
		minutes: Math.floor((left % HOUR) / MINUTE)
	});
}

/** Small numbers as words, as people write them: *two*, *twelve*, 13. */
export function numberWord(count: number): string {
	return m.numbers_small().split(' ')[count] ?? String(count);
}

/** How long ago in whole steps: *today*, *yesterday*, *5 days ago*, *four months ago* by number. */
export function ago(at: string, zone: string, now: Date): string {
	const days = daysBetween(localTime(new Date(at), zone).date, localTime(now, zone).date);
	const relative = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' });
	if (days < 21) return relative.format(-days, 'day');
	if (days < 70) return relative.format(-Math.round(days / 7), 'week');
	if (days < 700) return relative.format(-Math.round(days / 30.44), 'month');
	return relative.format(-Math.round(days / 365.25), 'year');
}

/** *14:00 in London* when the zone is not the person's own. */
export function zoneCity(zone: string): string {
	return (zone.split('/').pop() ?? zone).replaceAll('_', ' ');
}

/** *Today 22:00*: a phrase that begins a line. */
export function capital(phrase: string): string {
	return phrase.slice(0, 1).toUpperCase() + phrase.slice(1);
}
