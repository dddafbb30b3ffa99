import { answer, api } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import * as m from '#lib/paraglide/messages.js';
import { threadsChanged } from '#lib/threads/threads.ts';
import { say } from '#lib/ui/toasts.svelte.ts';
import type { Talk } from './talks.ts';

/** Deletes a talk that was entered by mistake; *Undo* brings it back with its lines. */
export async function deleteTalk(one: Talk): Promise<void> {
	const path = { conversation_id: one.id };
	await fresh(
		one.version,
		(header) =>
			answer(api.DELETE('/v1/conversations/{conversation_id}', { params: { path, header } })),
		async () =>
			(await answer(api.GET('/v1/conversations/{conversation_id}', { params: { path } }))).version
	);
	threadsChanged();
	say(m.talk_deleted(), async () => {
		await answer(api.POST('/v1/conversations/{conversation_id}/restore', { params: { path } }));
		threadsChanged();
	});
}
