import { describe, expect, it } from 'vitest';
import { allThere, partsThere } from './whole.ts';

/** A query that counts how often it was looked at. */
function asked(waiting: boolean) {
	const query = {
		looked: 0,
		get waiting() {
			query.looked += 1;
			return waiting;
		}
	};
	return query;
}

describe('parts of a screen', () => {
	it('are shown down to the first that still waits', () => {
		const [yes, no] = [asked(false), asked(true)];
		expect(partsThere([[yes], [yes, no], [yes]])).toBe(1);
		expect(partsThere([[no], [yes]])).toBe(0);
		expect(partsThere([[yes], []])).toBe(2);
	});

	it('are all asked for at once, whatever stands above them', () => {
		const parts = [[asked(true), asked(true)], [asked(false)]];
		partsThere(parts);
		expect(parts.flat().map(({ looked }) => looked)).toEqual([1, 1, 1]);
	});

	it('are whole when nothing of them waits', () => {
		expect(allThere(asked(false), asked(false))).toBe(true);
		expect(allThere(asked(false), asked(true))).toBe(false);
	});
});
