import type { Contact } from '#lib/people/people.ts';
import type { CheckResult } from '#lib/threads/checks/draft.ts';
import type { Kind } from '#lib/threads/messages.ts';
import type { Draft } from './draft.svelte.ts';

export function checkOf(kind: Kind, person: Contact): ((draft: Draft) => CheckResult) | null {
	if (kind !== 'ask' || !person) return null;
	return (draft) => {
		const finding = {
			rule: 'easy_way_out',
			level: 'hint' as const,
			field: 'body' as const,
			start: draft.body.length,
			end: draft.body.length,
			params: { name: 'Paul' },
			fix: {
				code: 'add',
				insert: ' If it is a full time, please just say so.',
				start: draft.body.length,
				end: draft.body.length
			}
		};
		const other = {
			...finding,
			rule: 'specific',
			fix: { code: 'why_them', insert: null, start: 0, end: 12 },
			start: 0,
			end: 12
		};
		return {
			findings: [other, finding],
			shown: [other, finding],
			words: draft.body.split(/\s+/).length,
			grade: 5,
			characters: draft.body.length,
			judged: true
		};
	};
}
