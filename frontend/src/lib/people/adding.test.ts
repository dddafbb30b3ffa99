import { describe, expect, it } from 'vitest';
import { splitName } from './adding.ts';

describe('splitName', () => {
	it('takes the last word for the family name', () => {
		expect(splitName('Maya Lindgren')).toEqual({ given_name: 'Maya', family_name: 'Lindgren' });
		expect(splitName('  Ana  Maria Ferreira ')).toEqual({
			given_name: 'Ana Maria',
			family_name: 'Ferreira'
		});
	});

	it('keeps particles with the family name', () => {
		expect(splitName('Fatima El Idrissi').family_name).toBe('El Idrissi');
		expect(splitName('Jan van der Berg').family_name).toBe('van der Berg');
	});

	it('leaves a single name alone', () => {
		expect(splitName('Madonna')).toEqual({ given_name: 'Madonna', family_name: '' });
		expect(splitName('De Silva')).toEqual({ given_name: 'De', family_name: 'Silva' });
	});
});
