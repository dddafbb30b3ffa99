import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';

export type Kind = Schema['ItemRead']['kind'];
export type Content = Schema['Content'];
export type Item = Schema['ItemRead'];
export type Edit = Schema['Edit'];
export type Shareable = Schema['Shareable'];

/** The version of the words in `ShareSheet.svelte`: raised whenever they come to mean something else. */
const TEXT_VERSION = 1;

/** An item as a coach would see it, with whom it can be shared and with whom it is. */
export function shareable(kind: Kind, item_id: string): Query<Shareable> {
	return query(`shareable/${kind}/${item_id}`, () =>
		answer(api.GET('/v1/shareable/{kind}/{item_id}', { params: { path: { kind, item_id } } }))
	);
}

/** What the person shares one by one, the latest first. */
export function sharedItems(): Pages<Item> {
	return new Pages('shared-items', (cursor) =>
		answer(api.GET('/v1/sharing/items', { params: { query: { cursor } } }))
	);
}

/** What coaches wrote about the person in one cohort. */
export function notesAboutMe(enrolment_id: string): Pages<Schema['NoteRead']> {
	return new Pages(`shared-notes/${enrolment_id}`, (cursor) =>
		answer(api.GET('/v1/sharing/notes', { params: { query: { enrolment_id, cursor } } }))
	);
}

function changed() {
	invalidate('shareable');
	invalidate('shared-items');
}

/** Shares what was looked at with one coach; shared already, they see it as it stands now. */
export async function shareItem(
	looked: Shareable,
	{ enrolment_id, coach_id }: { enrolment_id: string; coach_id: string }
): Promise<void> {
	const { kind, item_id, version } = looked;
	try {
		await answer(
			api.PUT('/v1/enrolments/{enrolment_id}/items/{grant_id}', {
				params: { path: { enrolment_id, grant_id: newId() } },
				body: { coach_id, kind, item_id, version, text_version: TEXT_VERSION }
			})
		);
	} finally {
		changed();
	}
}

/** From the answer on nobody reads it any more. */
export async function takeBack({ enrolment_id, id }: Item): Promise<void> {
	await answer(
		api.DELETE('/v1/enrolments/{enrolment_id}/items/{grant_id}', {
			params: { path: { enrolment_id, grant_id: id } }
		})
	);
	changed();
}

/** Takes what a coach suggests as the draft, or leaves it. */
export async function answerEdit(
	item: Item,
	edit: Edit,
	said: NonNullable<Edit['answer']>
): Promise<void> {
	await answer(
		api.POST('/v1/sharing/items/{grant_id}/edits/{edit_id}/answer', {
			params: { path: { grant_id: item.id, edit_id: edit.id } },
			body: { answer: said }
		})
	);
	changed();
}
