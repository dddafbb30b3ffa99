import { describe, expect, it } from 'vitest';
import { reasonsOf } from './sorting.ts';

describe('reasonsOf', () => {
	it('puts the words of the goal into one reason', () => {
		const reasons = reasonsOf([
			{ code: 'goal_word', word: 'clinical' },
			{ code: 'goal_function', word: null },
			{ code: 'goal_word', word: 'analyst' },
			{ code: 'same_school', word: null }
		]);
		expect(reasons).toHaveLength(2);
		expect(reasons[0]).toContain('clinical, analyst');
	});

	it('says a function near the goal when no word does', () => {
		expect(reasonsOf([{ code: 'goal_function', word: null }])).toHaveLength(1);
		expect(reasonsOf([])).toEqual([]);
	});
});
