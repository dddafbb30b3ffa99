import { expect, test } from 'vitest';
import { eventsOn, formerStudents, membersOf, peopleAt } from './elsewhere.ts';

const words = (address: string, name: string) => new URL(address).searchParams.get(name);

test('what was typed stands in the search, names of several words together', () => {
	expect(words(formerStudents('Leeds College', 'health data'), 'keywords')).toBe(
		'"Leeds College" health data'
	);
	expect(words(membersOf('Nursing Forum', ''), 'q')).toBe('"Nursing Forum" members');
	expect(words(peopleAt('Openward', 'analyst'), 'keywords')).toBe('Openward analyst');
	expect(words(eventsOn(' data & care '), 'keywords')).toBe('data & care');
});

test('quotation marks of a name do not end the name, and nothing else gets into the address', () => {
	const address = formerStudents('The "Old" School&x=1#y', '');
	expect(words(address, 'keywords')).toBe('"The Old School&x=1#y"');
	expect(new URL(address).searchParams.size).toBe(1);
	expect(new URL(address).hash).toBe('');
});
