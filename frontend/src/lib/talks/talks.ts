import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { query } from '#lib/http/query.ts';

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

/** What was written down in a talk. */
export const lines = (id: string) =>
	query(`talk/${id}/lines`, () =>
		answer(api.GET('/v1/conversations/{conversation_id}/lines', { params: { path: path(id) } }))
	);

/** What a thank-you can begin from: lines, promises, the time left. */
export const thanksStart = (id: string) =>
	query(`talk/${id}/thanks`, () =>
		answer(api.GET('/v1/conversations/{conversation_id}/thanks', { params: { path: path(id) } }))
	);
