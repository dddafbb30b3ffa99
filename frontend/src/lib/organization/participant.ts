import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';

export type Participant = Schema['Participant'];
export type ItemSeen = Schema['ItemSeen'];

/** Somebody who takes part, as one screen names them. */
export interface Who {
	organization_id: string;
	enrolment_id: string;
}

const key = ({ organization_id, enrolment_id }: Who, what: string) =>
	`organization/${organization_id}/participant/${enrolment_id}/${what}`;
const BASE = '/v1/organizations/{organization_id}/participants/{enrolment_id}';

/** As far as they share it with me at this moment. */
export function participant(who: Who): Query<Participant> {
	return query(key(who, ''), () => answer(api.GET(BASE, { params: { path: who } })));
}

/** Their asks, under names that stand for people here alone. */
export function asks(who: Who): Pages<Schema['Step'] & { id: string }> {
	return new Pages(key(who, 'asks'), async (cursor) => {
		const page = await answer(
			api.GET(`${BASE}/asks`, { params: { path: who, query: { ...(cursor && { cursor }) } } })
		);
		return { ...page, items: page.items.map((one) => ({ ...one, id: one.ref })) };
	});
}

/** What they share with me one by one. */
export function items(who: Who): Pages<Schema['ItemShort']> {
	return new Pages(key(who, 'items'), (cursor) =>
		answer(
			api.GET(`${BASE}/items`, { params: { path: who, query: { ...(cursor && { cursor }) } } })
		)
	);
}

export function item(who: Who, item_id: string): Query<ItemSeen> {
	return query(key(who, `items/${item_id}`), () =>
		answer(api.GET(`${BASE}/items/{item_id}`, { params: { path: { ...who, item_id } } }))
	);
}

/** What coaches wrote about them; they can read it too. */
export function notes(who: Who): Pages<Schema['NoteSeen']> {
	return new Pages(key(who, 'notes'), (cursor) =>
		answer(
			api.GET(`${BASE}/notes`, { params: { path: who, query: { ...(cursor && { cursor }) } } })
		)
	);
}

export async function writeNote(who: Who, body: string): Promise<void> {
	await answer(api.POST(`${BASE}/notes`, { params: { path: who }, body: { id: newId(), body } }));
	invalidate(key(who, 'notes'));
}

export async function removeNote(who: Who, note_id: string): Promise<void> {
	await answer(api.DELETE(`${BASE}/notes/{note_id}`, { params: { path: { ...who, note_id } } }));
	invalidate(key(who, 'notes'));
}

/** Says it about something that is shared; whoever shared it is told in the app. */
export async function comment(who: Who, item_id: string, body: string): Promise<void> {
	const params = { path: { ...who, item_id } };
	const shown = await answer(
		api.POST(`${BASE}/items/{item_id}/comments`, { params, body: { id: newId(), body } })
	);
	item(who, item_id).put(shown);
	invalidate(`organization/${who.organization_id}/`);
}

/** Suggests how to write it; it stands beside the draft until its author takes or leaves it. */
export async function suggest(
	who: Who,
	{ id: item_id, version }: ItemSeen,
	subject: string,
	body: string
): Promise<void> {
	const params = { path: { ...who, item_id } };
	const shown = await answer(
		api.POST(`${BASE}/items/{item_id}/edits`, {
			params,
			body: { id: newId(), version, subject, body }
		})
	);
	item(who, item_id).put(shown);
	invalidate(`organization/${who.organization_id}/`);
}
