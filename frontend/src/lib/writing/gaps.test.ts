import { describe, expect, it } from 'vitest';
import { gapAt, nextGap, stretches } from './gaps.ts';

const TEXT = 'Dear Maya, I am {{who you are}}. Thanks.';

describe('gaps', () => {
	it('are found around a place, but not beside it', () => {
		expect(gapAt(TEXT, 20)).toEqual({ start: 16, end: 31 });
		expect(gapAt(TEXT, 16)).toBeNull();
		expect(gapAt(TEXT, 31)).toBeNull();
		expect(gapAt(TEXT, 3)).toBeNull();
	});

	it('come one after the other, and from the start again', () => {
		const two = '{{a}} and {{b}}';
		expect(nextGap(two, 1)).toEqual({ start: 10, end: 15 });
		expect(nextGap(two, 11)).toEqual({ start: 0, end: 5 });
		expect(nextGap('none')).toBeNull();
	});
});

describe('stretches', () => {
	it('draw the whole text and nothing else', () => {
		for (const text of [TEXT, '', '{{a}}', 'x{{a}}{{b}}y', '{{not closed', 'a\n\nb']) {
			expect(
				stretches(text)
					.map((stretch) => stretch.text)
					.join('')
			).toBe(text);
		}
	});

	it('keep braces apart from the label', () => {
		expect(stretches('{{a}}')).toEqual([
			{ text: '{{', kind: 'brace' },
			{ text: 'a', kind: 'gap' },
			{ text: '}}', kind: 'brace' }
		]);
	});

	it('mark a place unless a gap is there already', () => {
		expect(stretches('Hello you', { start: 6, end: 9 })).toContainEqual({
			text: 'you',
			kind: 'marked'
		});
		expect(stretches('{{a}}', { start: 0, end: 5 }).some(({ kind }) => kind === 'marked')).toBe(
			false
		);
	});
});
