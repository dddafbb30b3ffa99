import { describe, expect, it } from 'vitest';
import type { Contact } from '#lib/people/people.ts';
import { wayOut } from './ways.ts';

const point = (kind: 'email' | 'phone' | 'url', value: string) => ({
	id: kind,
	kind,
	value,
	label: null
});
const person = (...points: ReturnType<typeof point>[]) =>
	({ name: 'Maya Lindgren', points }) as unknown as Contact;

describe('wayOut', () => {
	it('opens the mail program with subject and text that survive the way', () => {
		const way = wayOut(
			'email',
			person(point('email', 'maya@example.org')),
			'A & B',
			'One\nTwo + 3'
		);
		expect(way.opens).toBe('mailto:maya@example.org?subject=A%20%26%20B&body=One%0ATwo%20%2B%203');
		expect(way.copies).toBe(true);
	});

	it('works without an address', () => {
		expect(wayOut('email', person(), 'S', 'B').opens).toBe('mailto:?subject=S&body=B');
		expect(wayOut('linkedin_message', person(), '', '').opens).toContain(
			'keywords=Maya%20Lindgren'
		);
		expect(wayOut('chat', person(), '', '').opens).toBeNull();
	});

	it('opens the profile that is known', () => {
		const known = person(point('url', 'linkedin.com/in/maya'));
		expect(wayOut('linkedin_note', known, '', '').opens).toBe('https://linkedin.com/in/maya');
	});

	it('copies nothing for a word on the phone', () => {
		const way = wayOut('spoken', person(point('phone', '+44 113 496')), '', 'Hello');
		expect(way).toMatchObject({ opens: 'tel:+44113496', copies: false });
	});
});
