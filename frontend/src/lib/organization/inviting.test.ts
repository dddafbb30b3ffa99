import { describe, expect, it } from 'vitest';
import { addressesIn } from './inviting.ts';

describe('addresses in a list that somebody pastes', () => {
	it('are found whatever stands between them, each once', () => {
		const text = 'Ida Berg <ida@example.org>, ole@example.org; IDA@example.org\n\npia@example.org';
		expect(addressesIn(text)).toEqual(['IDA@example.org', 'ole@example.org', 'pia@example.org']);
	});

	it('are none in words', () => {
		expect(addressesIn('twelve people from the spring course')).toEqual([]);
	});
});
