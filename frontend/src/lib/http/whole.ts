/** What says of itself that it has nothing to show yet. */
interface Waits {
	readonly waiting: boolean;
}

/**
 * How many of these parts of a screen may be shown: each waits for its own answers and for those of
 * the parts above it, so that nothing that is read or tapped moves away. All are asked at once.
 */
export function partsThere(parts: readonly (readonly Waits[])[]): number {
	// Not `some` or `find`: a part that nobody looked at would not be asked for.
	const there = parts.map((part) => !part.map((one) => one.waiting).includes(true));
	const missing = there.indexOf(false);
	return missing < 0 ? parts.length : missing;
}

/** Whether all of these have something to show, or failed to; all are asked at once. */
export const allThere = (...asked: readonly Waits[]): boolean => partsThere([asked]) === 1;
