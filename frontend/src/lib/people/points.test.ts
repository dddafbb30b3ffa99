import { describe, expect, it } from 'vitest';
import { addressOf, pointFrom, shortAddress } from './points.ts';

describe('addresses', () => {
	it('open the right program', () => {
		expect(addressOf({ kind: 'email', value: 'maya@example.org' })).toBe('mailto:maya@example.org');
		expect(addressOf({ kind: 'phone', value: '+44 (0) 113 496-0000' })).toBe('tel:+4401134960000');
		expect(addressOf({ kind: 'url', value: 'linkedin.com/in/maya' })).toBe(
			'https://linkedin.com/in/maya'
		);
	});

	it('never open a script', () => {
		expect(addressOf({ kind: 'url', value: 'javascript:alert(1)' })).toBeNull();
	});

	it('are shown short', () => {
		expect(shortAddress({ kind: 'url', value: 'https://www.linkedin.com/in/maya/' })).toBe(
			'linkedin.com/in/maya'
		);
	});

	it('are recognised as typed', () => {
		expect(pointFrom(' maya@example.org ')).toEqual({ kind: 'email', value: 'maya@example.org' });
		expect(pointFrom('+44 113 496 0000')?.kind).toBe('phone');
		expect(pointFrom('linkedin.com/in/maya')?.kind).toBe('url');
		expect(pointFrom('Maya')).toBeNull();
		expect(pointFrom('')).toBeNull();
	});
});
