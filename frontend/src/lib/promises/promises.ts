import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { threadsChanged } from '#lib/threads/threads.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type PromiseRead = Schema['PromiseRead'];

interface Which {
	settled?: 'open' | 'settled';
	promiser?: PromiseRead['promiser'];
	contact_id?: string;
}

/** Promises of one side, of one person, or all; open ones begin with what is due first. */
export function promises(which: Which): Pages<PromiseRead> {
	return new Pages(`promises/${JSON.stringify(which)}`, (cursor) =>
		answer(api.GET('/v1/promises', { params: { query: { ...which, ...(cursor && { cursor }) } } }))
	);
}

/** After a promise changed: lists, the thread it keeps open, and Today. */
export function promisesChanged(): void {
	invalidate('promises');
	threadsChanged();
}

/** It was kept, or neither need keep it; a tap takes that back. */
export async function settle(one: PromiseRead, state: 'kept' | 'released'): Promise<void> {
	const { version } = await change(one, { state });
	const said = state === 'kept' ? m.promise_kept_said() : m.promise_released_said();
	say(said, async () => {
		await change({ ...one, version }, { state: 'open' });
	});
}

/** A promise that was not made in a talk; without a day it is due after three working days. */
export async function promise(
	contact_id: string,
	promiser: PromiseRead['promiser'],
	text: string,
	due_on: string
): Promise<void> {
	const body = { id: newId(), contact_id, promiser, text, due_on: due_on || null };
	await answer(api.POST('/v1/promises', { body }));
	promisesChanged();
}

/** Gives it other words or another day; a talk's notes say the same from then on. */
export async function reword(one: PromiseRead, text: string, due_on: string): Promise<void> {
	await change(one, { text, due_on: due_on || one.due_on });
	if (one.conversation_id) invalidate(`talk/${one.conversation_id}/lines`);
}

/** It was entered by mistake; *Undo* brings it back. Only for one that was not made in a talk. */
export async function remove(one: PromiseRead): Promise<void> {
	const params = { path: { promise_id: one.id } };
	await answer(api.DELETE('/v1/promises/{promise_id}', { params }));
	promisesChanged();
	say(m.promise_gone(), async () => {
		await answer(api.POST('/v1/promises/{promise_id}/restore', { params }));
		promisesChanged();
	});
}

async function change(one: PromiseRead, body: Schema['PromiseChange']): Promise<PromiseRead> {
	const path = { promise_id: one.id };
	const changed = await fresh(
		one.version,
		(header) => answer(api.PATCH('/v1/promises/{promise_id}', { body, params: { path, header } })),
		async () => (await answer(api.GET('/v1/promises/{promise_id}', { params: { path } }))).version
	);
	promisesChanged();
	return changed;
}
