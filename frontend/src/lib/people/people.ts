import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { threadsChanged } from '#lib/threads/threads.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Contact = Schema['ContactRead'];
export type ContactRow = Schema['ContactRow'];
export type ContactChange = Schema['ContactChange'];

export const contact = (id: string) => query(`contact/${id}`, () => read(id));

export const read = (id: string) =>
	answer(api.GET('/v1/contacts/{contact_id}', { params: { path: { contact_id: id } } }));

export const tags = () => query('tags', () => answer(api.GET('/v1/tags')));

export interface Filter {
	q: string;
	tag: string;
	source: string;
	archived: boolean;
	sort: 'name' | 'recent' | 'due';
}

/** People that match, in pages. */
export function contacts(filter: Filter): Pages<ContactRow> {
	const { q, tag, source, archived, sort } = filter;
	return new Pages(`contacts/${JSON.stringify(filter)}`, (cursor) =>
		answer(
			api.GET('/v1/contacts', {
				params: {
					query: {
						...(q && { q }),
						...(tag && { tag }),
						...(source && { source: source as NonNullable<Contact['source']> }),
						...(archived && { archived }),
						...(cursor && { cursor }),
						sort
					}
				}
			})
		)
	);
}

export function timeline(id: string): Pages<Schema['TimelineItem']> {
	return new Pages(`contact/${id}/timeline`, (cursor) =>
		answer(
			api.GET('/v1/contacts/{contact_id}/timeline', {
				params: { path: { contact_id: id }, query: cursor ? { cursor } : {} }
			})
		)
	);
}

/** After something about people changed: every list and card is read again when looked at. */
export function peopleChanged(): void {
	invalidate('contacts/', 'tags', 'sort', 'duplicates');
	threadsChanged();
}

/** Changes fields of a card; the screen shows them at once, and the old ones again when refused. */
export async function change(person: Contact, body: ContactChange): Promise<void> {
	const { id } = person;
	const shown = contact(id);
	const path = { contact_id: id };
	const saved = await fresh(
		shown.data?.version ?? person.version,
		(header) => answer(api.PATCH('/v1/contacts/{contact_id}', { body, params: { path, header } })),
		async () => (await read(id)).version
	);
	shown.put(saved);
	peopleChanged();
}

/** Deletes a card; *Undo* brings it back with everything. */
export async function remove(person: Contact): Promise<void> {
	const path = { contact_id: person.id };
	await fresh(
		person.version,
		(header) => answer(api.DELETE('/v1/contacts/{contact_id}', { params: { path, header } })),
		async () => (await read(person.id)).version
	);
	peopleChanged();
	say(m.person_deleted({ name: person.name }), async () => {
		await answer(api.POST('/v1/contacts/{contact_id}/restore', { params: { path } }));
		peopleChanged();
	});
}

/** They asked to be deleted: card and notes are emptied at once and an import cannot bring them back. */
export async function erase(person: Contact): Promise<void> {
	const path = { contact_id: person.id };
	await answer(api.POST('/v1/contacts/{contact_id}/erase', { params: { path } }));
	peopleChanged();
	say(m.person_erased());
}

type Bulk = Schema['BulkAction'];

const OPPOSITE: Partial<Record<Bulk['action'], Bulk['action']>> = {
	tag: 'untag',
	archive: 'unarchive',
	unarchive: 'archive'
};

/** Tags or archives several people at once, with one *Undo* for all of them. */
export async function changeMany(
	ids: string[],
	action: Bulk['action'],
	said: string,
	tag?: string
): Promise<void> {
	const send = (what: Bulk['action']) =>
		answer(api.POST('/v1/contacts/bulk', { body: { ids, action: what, ...(tag && { tag }) } }));
	const { items } = await send(action);
	peopleChanged();
	const back = OPPOSITE[action];
	const refused = items.filter((item) => item.result === 'not_found').length;
	if (refused > 0) say(m.bulk_partly({ count: refused }));
	else if (!back) say(said);
	else {
		say(said, async () => {
			await send(back);
			peopleChanged();
		});
	}
}
