import { describe, expect, it } from 'vitest';
import { newPlan, planOf, span } from './planning.ts';
import type { Talk } from './talks.ts';

describe('a plan', () => {
	it('becomes instants in its own zone', () => {
		const plan = { date: '2026-07-01', time: '12:30', minutes: 45, zone: 'Europe/London' };
		expect(span({ ...plan, medium: 'video', place: '' })).toEqual({
			starts_at: '2026-07-01T11:30:00.000Z',
			ends_at: '2026-07-01T12:15:00.000Z'
		});
	});

	it('is read back as it was typed', () => {
		const plan = {
			date: '2026-12-24',
			time: '09:15',
			minutes: 20,
			zone: 'America/New_York',
			medium: 'phone' as const,
			place: 'x'
		};
		expect(planOf({ ...plan, ...span(plan) } as unknown as Talk)).toEqual(plan);
	});

	it('begins with tomorrow, also across midnight in the zone', () => {
		const late = new Date('2026-07-01T23:30:00Z');
		expect(newPlan(late, 'Europe/London').date).toBe('2026-07-03');
		expect(newPlan(late, 'America/New_York').date).toBe('2026-07-02');
	});
});
