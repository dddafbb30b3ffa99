import { describe, expect, it } from 'vitest';
import { parted } from './parting.ts';

describe('a result', () => {
	it('is what was done, then what came of it', () => {
		expect(parted('I read it twice. It helped. A lot.')).toEqual({
			done: 'I read it twice.',
			result: 'It helped. A lot.'
		});
	});

	it('may be one sentence, or nothing', () => {
		expect(parted(' I cut it by 3.5 hours ')).toEqual({
			done: 'I cut it by 3.5 hours',
			result: ''
		});
		expect(parted('Done.')).toEqual({ done: 'Done.', result: '' });
		expect(parted('')).toEqual({ done: '', result: '' });
	});
});
