import { answer, api, type Schema } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { query } from '#lib/http/query.ts';
import type { LocalEntry } from '#lib/offline/store.ts';

export type Talk = Schema['ConversationRead'];
export type Medium = Talk['medium'];
export type Line = Schema['LineRead'];

const path = (id: string) => ({ conversation_id: id });

export const talk = (id: string) =>
	query(`talk/${id}`, () =>
		answer(api.GET('/v1/conversations/{conversation_id}', { params: { path: path(id) } }))
	);

/** Talks of one kind, in pages: `upcoming` begins with the next, `past` with the last. */
export function talks(when: 'upcoming' | 'past' | 'unanswered'): Pages<Talk> {
	return new Pages(`talks/${when}`, (cursor) =>
		answer(api.GET('/v1/conversations', { params: { query: { when, ...(cursor && { cursor }) } } }))
	);
}

/** What was written down in a talk: what the server has and what is on its way from this device. */
export const lines = (id: string) =>
	query(`talk/${id}/lines`, async (): Promise<Schema['Lines']> => {
		const { readDown } = await import('#lib/offline/writing.ts');
		try {
			return { items: (await readDown(id)).map(asLine) };
		} catch (reason) {
			if (reason instanceof Failure) throw reason;
			// No storage here: then only what the server has.
			return answer(
				api.GET('/v1/conversations/{conversation_id}/lines', { params: { path: path(id) } })
			);
		}
	});

/** An entry of this device in the words of the API. */
export function asLine(one: LocalEntry): Line {
	const { id, kind, tag, text, at, promiser, due_on, question_id } = one;
	return { id, kind, tag, text, at, promiser, due_on, question_id } as Line;
}

/** What a thank-you can begin from: lines, promises, the time left. */
export const thanksStart = (id: string) =>
	query(`talk/${id}/thanks`, () =>
		answer(api.GET('/v1/conversations/{conversation_id}/thanks', { params: { path: path(id) } }))
	);
