import type { LocalEntry } from './store.ts';

/**
 * The entries of a talk as they stand: without those that were replaced or taken away, in the order
 * of their moments. The same rule as `STANDING` of `api/conversations/lines.py`.
 */
export function standing(entries: readonly LocalEntry[]): LocalEntry[] {
	const replaced = new Set(entries.map((one) => one.supersedes));
	return entries
		.filter((one) => !one.gone && !replaced.has(one.id))
		.map((one) => ({ one, at: Date.parse(one.at) }))
		.sort((a, b) => a.at - b.at || (a.one.id < b.one.id ? -1 : 1))
		.map(({ one }) => one);
}
