import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, instantOf, localTime } from './zones.ts';

const at = (date: string, time: string, zone: string) =>
	instantOf({ date, time }, zone).toISOString();

describe('instantOf', () => {
	it('reads a local time in its zone', () => {
		expect(at('2026-07-01', '12:30', 'Europe/London')).toBe('2026-07-01T11:30:00.000Z');
		expect(at('2026-12-01', '12:30', 'Europe/London')).toBe('2026-12-01T12:30:00.000Z');
		expect(at('2026-12-01', '09:00', 'Asia/Kolkata')).toBe('2026-12-01T03:30:00.000Z');
		expect(at('2026-12-01', '09:00', 'America/New_York')).toBe('2026-12-01T14:00:00.000Z');
	});

	it('takes the first of an hour that happens twice', () => {
		expect(at('2026-10-25', '01:30', 'Europe/London')).toBe('2026-10-25T00:30:00.000Z');
		expect(at('2026-11-01', '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
	});

	it('moves a left-out hour forward', () => {
		expect(at('2026-03-29', '01:30', 'Europe/London')).toBe('2026-03-29T01:30:00.000Z');
		expect(at('2026-03-08', '02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
	});

	it('is undone by localTime, far from a change of clocks', () => {
		for (const zone of ['Pacific/Auckland', 'America/St_Johns', 'UTC']) {
			const local = { date: '2026-06-15', time: '23:45' };
			expect(localTime(instantOf(local, zone), zone)).toEqual(local);
		}
	});
});

describe('dates', () => {
	it('counts days across months and clock changes', () => {
		expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
		expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
		expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
	});
});
