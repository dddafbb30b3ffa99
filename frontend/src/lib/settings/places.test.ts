import { describe, expect, it } from 'vitest';
import { countries, zones } from './places.ts';

describe('choices of place', () => {
	it('name real countries once, in order, and no unions', () => {
		const all = countries();
		const values = all.map((one) => one.value);
		expect(all[0]?.value).toBe('');
		expect(values).toContain('GB');
		expect(values).toContain('ZA');
		expect(values).not.toContain('EU');
		expect(values).not.toContain('UK');
		expect(new Set(values).size).toBe(values.length);
		expect(values.length).toBeGreaterThan(240);
	});

	it('offer the zone that is set, even when the browser does not list it', () => {
		expect(zones('Europe/London').filter((one) => one.value === 'Europe/London')).toHaveLength(1);
		expect(zones('Etc/UTC').some((one) => one.value === 'Etc/UTC')).toBe(true);
	});
});
