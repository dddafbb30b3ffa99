import { answer, api, type Schema } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';

export type Found = Schema['Found'];
export type Mark = Schema['Mark'];
export type Person = Schema['ContactRow'];

/** What is shown of each kind. */
const MOST = 20;
const MOST_PEOPLE = 6;
/** The server looks at so many characters. */
const MOST_TYPED = 100;

/** What there is about some words; `here` when only this device was asked. */
export interface Everything extends Found {
	people: Person[];
	morePeople: boolean;
	here: boolean;
}

/**
 * Looks for words among people, claims and notes. Without a network the notes that are on this
 * device are looked through. Throws a `Failure`.
 */
export async function search(typed: string): Promise<Everything> {
	const q = typed.slice(0, MOST_TYPED);
	try {
		const [people, found] = await Promise.all([
			answer(api.GET('/v1/contacts', { params: { query: { q, limit: MOST_PEOPLE } } })),
			answer(api.GET('/v1/search', { params: { query: { q, limit: MOST } } }))
		]);
		return {
			...found,
			people: people.items,
			morePeople: people.next_cursor !== null,
			here: false
		};
	} catch (reason) {
		if (!(reason instanceof Failure && reason.offline)) throw reason;
		const { searchHere } = await import('./here.ts');
		return {
			claims: [],
			lines: await searchHere(q, MOST),
			people: [],
			morePeople: false,
			here: true
		};
	}
}
