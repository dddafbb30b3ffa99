import { say } from '#lib/ui/toasts.svelte.ts';
import { sentence } from './failure.ts';

/**
 * Does something that may fail. When it does, a line says why, and the answer is undefined; the
 * screen keeps what the person typed.
 */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
	try {
		return await work();
	} catch (reason) {
		say(sentence(reason));
		return undefined;
	}
}
