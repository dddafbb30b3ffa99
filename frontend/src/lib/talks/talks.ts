import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { query } from '#lib/http/query.svelte.ts';

export type Talk = Schema['Conversation'];
export type Medium = Talk['medium'];

export const talk = (id: string) =>
	query(`talk/${id}`, () =>
		answer(api.GET('/v1/conversations/{id}', { params: { path: { id } } }))
	);

/** Talks of one kind, in pages: `upcoming` begins with the next, `past` with the last. */
export function talks(when: 'upcoming' | 'past' | 'unresolved'): Pages<Talk> {
	return new Pages(`talks/${when}`, (cursor) =>
		answer(api.GET('/v1/conversations', { params: { query: { when, ...(cursor && { cursor }) } } }))
	);
}

/** The talks of one ask, the latest first. */
export const talksOf = (thread: string) =>
	query(`talks/of/${thread}`, () =>
		answer(api.GET('/v1/conversations', { params: { query: { thread_id: thread, limit: 5 } } }))
	);

/** What was written down in a talk. */
export const lines = (id: string) =>
	query(`talk/${id}/lines`, () =>
		answer(api.GET('/v1/conversations/{id}/lines', { params: { path: { id } } }))
	);
