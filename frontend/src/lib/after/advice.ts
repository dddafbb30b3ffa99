import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Advice = Schema['AdviceRead'];
export type AdviceState = Advice['state'];

/** Advice of one person, or all of it, the latest first. */
export function advice(contactId?: string): Pages<Advice> {
	return new Pages(`advice/${contactId ?? ''}`, (cursor) =>
		answer(
			api.GET('/v1/advice', {
				params: {
					query: {
						limit: 100,
						...(contactId && { contact_id: contactId }),
						...(cursor && { cursor })
					}
				}
			})
		)
	);
}

/** After advice, an introduction or an update changed. */
export function tellingChanged(): void {
	invalidate('advice', 'waiting', 'tie', 'today', 'introductions');
}

/** What the person makes of it; a tap takes that back. */
export async function decide(one: Advice, state: AdviceState, result?: string): Promise<void> {
	const now = await change(one, { state, ...(result !== undefined && { result }) });
	const said: Record<AdviceState, () => string> = {
		new: m.advice_new_said,
		trying: m.advice_trying_said,
		parked: m.advice_parked_said,
		not_for_me: m.advice_not_said,
		done: () => m.advice_done_said({ name: one.contact.first_name }),
		told: () => m.advice_told_said({ name: one.contact.first_name })
	};
	say(said[state](), async () => {
		await change(now, { state: one.state });
	});
}

async function change(one: Advice, body: Schema['AdviceChange']): Promise<Advice> {
	const path = { advice_id: one.id };
	const changed = await fresh(
		one.version,
		(header) => answer(api.PATCH('/v1/advice/{advice_id}', { body, params: { path, header } })),
		async () => (await answer(api.GET('/v1/advice/{advice_id}', { params: { path } }))).version
	);
	tellingChanged();
	return changed;
}
