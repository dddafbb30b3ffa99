/** What another person is called. */

import { TITLES } from './lexicon.ts';
import { fold } from './text.ts';

/** The first part of the first name that is no title; empty when there is none. */
export function personCalled(names: string[]): string {
	const parts = names.flatMap((name) => name.trim().split(/\s+/));
	return parts.find((part) => part && !TITLES.has(fold(part).replace(/^\.+|\.+$/g, ''))) ?? '';
}
