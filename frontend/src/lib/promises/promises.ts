import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { threadsChanged } from '#lib/threads/threads.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type PromiseRead = Schema['PromiseRead'];
type State = PromiseRead['state'];

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
	const { version } = await change(one, state);
	const said = state === 'kept' ? m.promise_kept_said() : m.promise_released_said();
	say(said, async () => {
		await change({ ...one, version }, 'open');
	});
}

async function change(one: PromiseRead, state: State): Promise<PromiseRead> {
	const path = { promise_id: one.id };
	const changed = await fresh(
		one.version,
		(header) =>
			answer(api.PATCH('/v1/promises/{promise_id}', { body: { state }, params: { path, header } })),
		async () => (await answer(api.GET('/v1/promises/{promise_id}', { params: { path } }))).version
	);
	promisesChanged();
	return changed;
}
