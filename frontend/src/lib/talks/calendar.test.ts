import { describe, expect, it } from 'vitest';
import { calendarFile } from './calendar.ts';
import type { Talk } from './talks.ts';

const TALK = {
	id: '0190-x',
	schedule_version: 2,
	starts_at: '2026-07-01T11:30:00Z',
	ends_at: '2026-07-01T12:00:00Z',
	place: 'Café Verde; Park Row, 2'
} as unknown as Talk;
const now = new Date('2026-06-01T08:00:00Z');

describe('calendarFile', () => {
	it('names the time in UTC and keeps UID and SEQUENCE', () => {
		const file = calendarFile(TALK, 'Talk with Ewan', now);
		expect(file).toContain('DTSTART:20260701T113000Z\r\n');
		expect(file).toContain('UID:0190-x@askwell\r\nSEQUENCE:2\r\n');
		expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
	});

	it('escapes what has a meaning in such files', () => {
		expect(calendarFile(TALK, 'A, B\nC', now)).toContain('SUMMARY:A\\, B\\nC');
		expect(calendarFile(TALK, 'x', now)).toContain('LOCATION:Café Verde\\; Park Row\\, 2');
	});

	it('folds long lines within 75 bytes', () => {
		const lines = calendarFile(TALK, 'é'.repeat(120), now).split('\r\n');
		const bytes = lines.map((line) => new TextEncoder().encode(line).length);
		expect(Math.max(...bytes)).toBeLessThanOrEqual(75);
	});
});
