import { answer, api, type Schema } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import { peopleChanged } from './people.ts';

/** Pairs of cards that may be one person, with the reasons. */
export const duplicates = () => query('duplicates', () => answer(api.GET('/v1/duplicates')));

/** Why two cards may be one person. */
export function reasonWords(reason: Schema['SortReason']): string {
	switch (reason.code) {
		case 'same_email':
			return m.same_email();
		case 'same_profile':
			return m.same_profile();
		case 'same_phone':
			return m.same_phone();
		default:
			return m.same_name();
	}
}

/** Makes one card of two; *Undo* makes them two again. */
export async function merge(
	keep: { id: string; name: string },
	drop: { id: string }
): Promise<void> {
	const body = { keep_id: keep.id, merge_id: drop.id };
	const { id } = await answer(api.POST('/v1/merges', { body }));
	peopleChanged();
	say(m.merged({ name: keep.name }), async () => {
		await answer(api.DELETE('/v1/merges/{id}', { params: { path: { id } } }));
		peopleChanged();
	});
}
