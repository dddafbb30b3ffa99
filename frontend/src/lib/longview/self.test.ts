import { expect, test } from 'vitest';
import { compared, steps } from './self.ts';

const felt = (rating: number, result: 'yes' | 'no' | 'open') => ({
	rating,
	result,
	asked_at: '2026-03-03T10:00:00Z',
	contact: { id: 'a', name: 'Ana Ferreira', first_name: 'Ana' }
});

test('asks are counted by how sure one was', () => {
	const counted = steps([felt(1, 'yes'), felt(1, 'open'), felt(4, 'no')]);
	expect(counted.map(({ asks, yes, open }) => [asks, yes, open])).toEqual([
		[2, 1, 1],
		[0, 0, 0],
		[0, 0, 0],
		[1, 0, 0],
		[0, 0, 0]
	]);
});

test('what is open is not compared, and nothing without both sides', () => {
	expect(compared([felt(1, 'yes'), felt(2, 'open')])).toBeNull();
	expect(compared([felt(1, 'yes'), felt(4, 'no'), felt(5, 'yes')])).toMatch(/1 of 1.*1 of 2/);
});
