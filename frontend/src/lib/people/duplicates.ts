import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import { peopleChanged } from './people.ts';

export type Pair = Schema['DuplicatePair'];

/** Pairs of cards that may be one person, the likeliest first. */
export function duplicates(): Pages<Pair & { id: string }> {
	return new Pages('duplicates', async (cursor) => {
		const page = await answer(
			api.GET('/v1/duplicates', { params: { query: cursor ? { cursor } : {} } })
		);
		return {
			items: page.items.map((pair) => ({ ...pair, id: `${pair.keep.id}/${pair.merge.id}` })),
			next_cursor: page.next_cursor
		};
	});
}

const REASONS: Record<Pair['reasons'][number]['code'], () => string> = {
	same_profile: m.same_profile,
	same_email: m.same_email,
	same_phone: m.same_phone,
	same_name_and_employer: m.same_name_and_employer,
	same_name: m.same_name_exactly,
	turned_name: m.turned_name,
	similar_name: m.same_name,
	short_form: m.short_form,
	initial: m.initial_fits,
	similar_employer: m.similar_employer,
	other_profile: m.other_profile
};

/** Why two cards may be one person. */
export function reasonsOf(pair: Pair): string[] {
	return pair.reasons.map(({ code }) => REASONS[code]());
}

/** Makes one card of two; *Undo* makes them two again. */
export async function merge(pair: Pair): Promise<void> {
	const body = { id: newId(), keep_id: pair.keep.id, merge_id: pair.merge.id };
	const { id } = await answer(api.POST('/v1/merges', { body }));
	peopleChanged();
	say(m.merged({ name: pair.keep.name }), async () => {
		await answer(api.DELETE('/v1/merges/{merge_id}', { params: { path: { merge_id: id } } }));
		peopleChanged();
	});
}

/** They are two people: the pair is not shown again, unless *Undo*. */
export async function dismiss(pair: Pair): Promise<void> {
	const body = { keep_id: pair.keep.id, merge_id: pair.merge.id };
	await answer(api.POST('/v1/duplicates/dismissed', { body }));
	invalidate('duplicates');
	say(m.two_people_said(), async () => {
		await answer(
			api.DELETE('/v1/duplicates/dismissed/{keep_id}/{merge_id}', { params: { path: body } })
		);
		invalidate('duplicates');
	});
}
