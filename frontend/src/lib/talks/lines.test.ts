import { describe, expect, it } from 'vitest';
import { thoughts } from './lines.ts';

describe('thoughts', () => {
	it('are one to a line, without blanks and bullets', () => {
		expect(thoughts('SQL first.\n\n - Start with one table\n• Ask who owns it  \n')).toEqual([
			'SQL first.',
			'Start with one table',
			'Ask who owns it'
		]);
	});

	it('keep a dash that belongs to the words', () => {
		expect(thoughts('part-time work -- rare')).toEqual(['part-time work -- rare']);
		expect(thoughts('   ')).toEqual([]);
	});
});
