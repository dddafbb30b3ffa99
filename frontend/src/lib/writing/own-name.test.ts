import { expect, test } from 'vitest';
import { ownName } from './own-name.ts';

const OPENING =
	'Dear Maya,\n\nCould I ask you three questions?\n\nThank you for reading,\n{{your name}}';

test.each([
	['Dear Maya,\n\nThank you for reading,\nNora Haas', 'Nora Haas'],
	['Dear Maya,\n\nThank you for reading,\nNora', 'Nora'],
	['Dear Maya,\n\nThank you, Seán Ó Briain ', 'Seán Ó Briain'],
	['Dear Maya,\n\nThank you,\nJan van der Berg', 'Jan van der Berg'],
	['Hello Maya. Could I ask you something? Anne-Marie d’Arc', 'Anne-Marie d’Arc']
])('the name at the end is kept', (body, name) => {
	expect(ownName(OPENING, body)).toBe(name);
});

test.each([
	['Dear Maya,\n\nThank you for reading,\n{{your name}}'],
	['Dear Maya,\n\nThank you for reading'],
	['Dear Maya,\n\nThank you for reading. It is a long way to go from here to there on foot'],
	['Dear Maya,\n\nThank you for reading,\n\nThanks'],
	['Dear Maya,\n\n+44 20 7946 0018'],
	['']
])('what is no name is not', (body) => {
	expect(ownName(OPENING, body)).toBeNull();
});

test('a draft that knew the name asks for none', () => {
	expect(
		ownName('Dear Maya,\n\nThank you,\nNora Haas', 'Dear Maya,\n\nThank you,\nEwan')
	).toBeNull();
});
