import { expect, test } from 'vitest';
import { people, returned, said, spreadSaid, type Between } from './longview.ts';

const ANA = { id: 'a', name: 'Ana Ferreira', first_name: 'Ana' };
const one = (...items: [Between['items'][number]['side'], Between['items'][number]['what']][]) => ({
	contact: ANA,
	items: items.map(([side, what]) => ({ side, what, count: 1 }))
});

test('how wide the circle is stands in one sentence without a number', () => {
	const words = spreadSaid({ widest: 'employer', narrowest: 'seniority', unknown: 'some' });
	expect(words).toBe(
		'You have talked with people at many different places, but most of them stand at a similar level; of some of them you have not noted it.'
	);
	expect(words).not.toMatch(/\d/);
	expect(spreadSaid({ widest: 'tie', narrowest: null, unknown: 'none' })).toMatch(/\.$/);
});

test('thanks alone are no return', () => {
	expect(returned(one(['got', 'time'], ['gave', 'thanks']))).toBe(false);
	expect(returned(one(['got', 'time'], ['gave', 'told']))).toBe(true);
});

test('what came and what went is said apart', () => {
	const both = one(['got', 'time'], ['got', 'advice'], ['gave', 'thanks']);
	expect(said(both, 'got')).toBe('their time, advice');
	expect(said(both, 'gave')).toBe('thanks');
	expect(people([both, one(['gave', 'share'])], 'got', 'time')).toBe(1);
});
