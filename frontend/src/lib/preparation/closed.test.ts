import { describe, expect, it } from 'vitest';
import vectors from '../../../../tests/vectors/closed_questions.json';
import { lookAt } from './closed.ts';

describe('closed questions', () => {
	it.each(vectors)(
		'are seen as the shared vectors say: $text',
		({ text, expect: kind, rewording }) => {
			const found = lookAt(text);
			expect(found?.kind ?? null).toBe(kind);
			expect(found?.rewording ?? null).toBe(rewording);
		}
	);

	it('are offered only open ones', () => {
		for (const { rewording } of vectors) {
			if (rewording) expect(lookAt(rewording)).toBeNull();
		}
	});
});
