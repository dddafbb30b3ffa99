import { describe, expect, it } from 'vitest';
import { instantMeant } from './when.ts';

const ZONE = 'Europe/London';
const now = new Date('2026-07-02T15:00:00Z'); // 16:00 in London
const meant = (when: Parameters<typeof instantMeant>[0], at = now) =>
	instantMeant(when, at, ZONE).toISOString();

describe('instantMeant', () => {
	it('reads now and yesterday', () => {
		expect(meant({ precision: 'now' })).toBe('2026-07-02T15:00:00.000Z');
		expect(meant({ precision: 'yesterday' })).toBe('2026-07-01T11:00:00.000Z');
	});

	it('puts earlier today between the morning and now', () => {
		expect(meant({ precision: 'earlier_today' })).toBe('2026-07-02T11:30:00.000Z');
	});

	it('keeps earlier today on the same day before nine in the morning', () => {
		const early = new Date('2026-07-02T05:00:00Z'); // 06:00 in London
		expect(meant({ precision: 'earlier_today' }, early)).toBe('2026-07-02T02:00:00.000Z');
	});

	it('reads a picked time in the zone of the person, and never in the future', () => {
		expect(meant({ precision: 'picked', picked: '2026-06-30T14:30' })).toBe(
			'2026-06-30T13:30:00.000Z'
		);
		expect(meant({ precision: 'picked', picked: '2026-07-09T14:30' })).toBe(now.toISOString());
		expect(meant({ precision: 'picked' })).toBe(now.toISOString());
	});
});
