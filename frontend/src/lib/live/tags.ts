import * as m from '#lib/paraglide/messages.js';
import type { LocalEntry } from '#lib/offline/store.ts';
import type { Fresh } from '#lib/offline/writing.ts';

/** A key that says what the next line is. */
export interface TagKey {
	name: string;
	label: (name: string) => string;
	line: Pick<Fresh, 'tag' | 'promiser'>;
}

/** The keys, in the order of the thumb: what is most often said comes first. */
export const TAG_KEYS: readonly TagKey[] = [
	{ name: 'insight', label: m.live_tag_insight, line: { tag: 'insight' } },
	{ name: 'advice', label: m.live_tag_advice, line: { tag: 'advice' } },
	{ name: 'name', label: m.live_tag_name, line: { tag: 'name' } },
	{ name: 'mine', label: m.live_tag_mine, line: { tag: 'promise', promiser: 'mine' } },
	{
		name: 'theirs',
		label: (name) => m.live_tag_theirs({ name }),
		line: { tag: 'promise', promiser: 'theirs' }
	},
	{ name: 'skill', label: m.live_tag_skill, line: { tag: 'skill' } },
	{ name: 'resource', label: m.live_tag_resource, line: { tag: 'resource' } },
	{ name: 'quote', label: m.live_tag_quote, line: { tag: 'quote' } }
];

/** The word beside a line; nothing for a plain one. */
export function tagWord(line: LocalEntry, name: string): string | null {
	const key = TAG_KEYS.find(
		(one) => one.line.tag === line.tag && (one.line.promiser ?? null) === line.promiser
	);
	return key?.label(name) ?? null;
}
