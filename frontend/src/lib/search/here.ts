import { standing } from '#lib/offline/standing.ts';
import { store } from '#lib/offline/store.ts';
import { account } from '#lib/session/account.ts';
import { marked, wordsOf } from './matching.ts';
import type { Found } from './search.ts';

/** The notes on this device that have these words, the latest first; whose they are is not here. */
export async function searchHere(typed: string, most: number): Promise<Found['lines']> {
	const owner = account();
	if (!owner) return [];
	const words = wordsOf(typed);
	const entries = await store.read('entries', (rows) => rows.where('account', owner));
	return standing(entries)
		.reverse()
		.flatMap((one) => {
			const marks = one.kind === 'line' ? marked(one.text, words) : null;
			if (!marks) return [];
			const contact = { id: '', name: '', first_name: '' };
			const { id, talk, at } = one;
			return [{ id, conversation_id: talk, insight_id: null, contact, marks, at }];
		})
		.slice(0, most);
}
