import { answer, api, type Schema } from '#lib/http/api.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import { deliver } from '#lib/offline/deliver.ts';
import * as m from '#lib/paraglide/messages.js';
import { writeLines } from '#lib/talks/lines.ts';
import { lines, type Line, type Talk } from '#lib/talks/talks.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type LookBack = Schema['DebriefRead'];
export type Offer = Schema['TagOffer'];
export type Aspect = Schema['ReflectionRead']['aspect'];

/** What can be looked at once more after a talk. */
export const lookBack = (id: string) =>
	query(`lookback/${id}`, () =>
		answer(api.GET('/v1/debriefs/{conversation_id}', { params: { path: { conversation_id: id } } }))
	);

/** A line is what it was taken for: the same words, called something else; a tap takes that back. */
export async function retag(talk: Talk, offer: Offer): Promise<void> {
	const old = lines(talk.id).data?.items.find((one) => one.id === offer.line_id);
	if (!old) return;
	await called(talk, old, offer.tag, offer.promiser);
	const said = {
		advice: m.look_is_advice,
		promise: m.look_is_promise,
		name: m.look_is_name,
		resource: m.look_is_resource,
		skill: m.look_is_skill
	}[offer.tag]();
	say(said, async () => {
		const now = lines(talk.id).data?.items.find(
			(one) => one.text === old.text && one.tag === offer.tag
		);
		if (now) await called(talk, now, old.tag, old.promiser);
	});
}

/** A line is called something else: the same words, at their moment. */
export async function called(
	talk: Talk,
	{ id, text, at, due_on, question_id }: Line,
	tag: Line['tag'],
	promiser: Line['promiser']
): Promise<void> {
	await writeLines(talk, [{ tag, promiser, due_on, question_id, at, text, supersedes: id }]);
	invalidate('lookback', 'promises', 'advice', 'tie', 'waiting');
}

/** One answer about oneself; the last one counts. */
export async function reflect(
	talk: Talk,
	aspect: Aspect,
	said: { rating?: number; words?: string }
): Promise<void> {
	const body: Schema['ReflectionCreate'] = {
		id: newId(),
		aspect,
		conversation_id: talk.id,
		...said
	};
	await deliver('/v1/reflections', body, m.travel_note({ name: talk.contact.first_name }));
	invalidate('lookback');
}
