import { describe, expect, it } from 'vitest';
import { newId } from './ids.ts';

describe('newId', () => {
	it('is a UUID of version 7 and variant 2', () => {
		expect(newId()).toMatch(
			/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
		);
	});

	it('carries the time in its first 48 bits', () => {
		const at = Date.UTC(2026, 10, 22, 21, 30);
		expect(parseInt(newId(at).replaceAll('-', '').slice(0, 12), 16)).toBe(at);
	});

	it('sorts by time and never repeats', () => {
		expect(newId(1_000) < newId(2_000)).toBe(true);
		expect(new Set(Array.from({ length: 500 }, () => newId(5_000))).size).toBe(500);
	});
});
