import * as m from '#lib/paraglide/messages.js';
import type { Contact } from '#lib/people/people.ts';

/** A way to think of somebody, and how one would have come to them. */
export interface Prompt {
	words: () => string;
	source: NonNullable<Contact['source']>;
}

/** Eight of them, asked one at a time. */
export const PROMPTS: readonly Prompt[] = [
	{ words: m.find_prompt_left, source: 'known' },
	{ words: m.find_prompt_teacher, source: 'known' },
	{ words: m.find_prompt_talk, source: 'event' },
	{ words: m.find_prompt_school, source: 'alumni' },
	{ words: m.find_prompt_neighbour, source: 'known' },
	{ words: m.find_prompt_family, source: 'known' },
	{ words: m.find_prompt_club, source: 'association' },
	{ words: m.find_prompt_offered, source: 'known' }
];
