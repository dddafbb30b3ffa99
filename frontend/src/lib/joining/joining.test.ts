import { describe, expect, it } from 'vitest';
import { secretIn } from './joining.ts';

describe('what somebody types or follows to join', () => {
	it('is a code however it is written', () => {
		for (const typed of [
			'KM4TQZ',
			'km4 tqz',
			' km4-tqz ',
			'https://askwell.example.org/join/km4tqz'
		])
			expect(secretIn(typed)).toBe('KM4TQZ');
	});

	it('is the secret of a mail as it stands', () => {
		const secret = 'q3wQ8xvR1b0yN5u7aTqLg-_aB';
		expect(secretIn(`https://askwell.example.org/join#${secret}`)).toBe(secret);
	});

	it('is nothing else', () => {
		for (const typed of ['', 'KM4', 'KM4TQZ7', 'hello there you', '<script>'])
			expect(secretIn(typed)).toBeNull();
	});
});
