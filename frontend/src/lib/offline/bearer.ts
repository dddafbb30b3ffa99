import { api, understood } from '#lib/http/api.ts';
import type { Schema } from '#lib/http/api.ts';
import type { Calls, Written } from './notebook.ts';
import { Notebook } from './notebook.ts';
import { store, type LocalEntry } from './store.ts';

type Sent = Schema['EntryWritten'];

/** The largest page of the feed. */
const PAGE = 500;

/** The notebook of an account on this device. */
export const notebook = (account: string) => new Notebook(store, account);

/**
 * How entries travel. Unlike the calls of the screens, a session that has ended sends nobody to the
 * sign-in here: they may be in the middle of a talk.
 */
export const calls: Calls = {
	async push(entries) {
		const body = { format: 1 as const, entries: entries.map(asSent) };
		return (await told(api.POST('/v1/entries', { body }))).items;
	},
	async pull(since) {
		const query = { type: ['note_line'], limit: PAGE, ...(since && { since }) };
		const page = await told(api.GET('/v1/changes', { params: { query } }));
		return {
			...page,
			items: page.items.map(({ id, data }) => ({ id, entry: data ? asKept(id, data) : null }))
		};
	}
};

/** An entry in the words of the API. */
export function asSent(one: LocalEntry): Sent {
	return {
		id: one.id,
		conversation_id: one.talk,
		kind: one.kind,
		tag: one.tag as Sent['tag'],
		text: one.text,
		at: one.at,
		supersedes: one.supersedes,
		gone: one.gone,
		promiser: one.promiser as Sent['promiser'],
		due_on: one.due_on,
		question_id: one.question_id
	};
}

function asKept(id: string, data: unknown): Written {
	const { conversation_id, ...rest } = data as Omit<Written, 'id' | 'talk'> & {
		conversation_id: string;
	};
	return { ...rest, id, talk: conversation_id };
}

async function told<T>(
	call: Promise<{ data?: T; error?: unknown; response: Response }>
): Promise<T> {
	const { data, error, response } = await call;
	if (!response.ok) throw understood(error, response);
	return data as T;
}
