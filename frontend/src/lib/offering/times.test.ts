import { describe, expect, it } from 'vitest';
import { waiting, without, type Offer } from './times.ts';

const offer = (id: string, open: boolean, sent: string | null) =>
	({ id, open, sent_at: sent }) as unknown as Offer;

describe('waiting', () => {
	it('is the latest that was sent and not taken', () => {
		const all = [
			offer('draft', true, null),
			offer('taken', false, '2026-11-20T10:00:00Z'),
			offer('sent', true, '2026-11-19T10:00:00Z'),
			offer('older', true, '2026-11-18T10:00:00Z')
		];
		expect(waiting(all)?.id).toBe('sent');
		expect(waiting(all.slice(0, 2))).toBeUndefined();
		expect(waiting(undefined)).toBeUndefined();
	});
});

describe('without', () => {
	it('takes a sentence out with one of its spaces', () => {
		expect(
			without('Dear Maya. Would Tuesday suit you? Thank you.', 'Would Tuesday suit you?')
		).toBe('Dear Maya. Thank you.');
		expect(without('Would Tuesday suit you?\n\nNora', 'Would Tuesday suit you?')).toBe('\n\nNora');
		expect(without('Dear Maya.\n\nWould Tuesday suit you?', 'Would Tuesday suit you?')).toBe(
			'Dear Maya.\n\n'
		);
	});

	it('leaves a text alone that was changed', () => {
		expect(without('Would Wednesday suit you?', 'Would Tuesday suit you?')).toBe(
			'Would Wednesday suit you?'
		);
	});
});
