/** A result in its first sentence, what was done, and the rest, what came of it. */
export function parted(said: string): { done: string; result: string } {
	const whole = said.trim();
	const end = /[.!?](?=\s+\S)/.exec(whole);
	if (!end) return { done: whole, result: '' };
	return { done: whole.slice(0, end.index + 1), result: whole.slice(end.index + 1).trim() };
}
