import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';
import { sendFile } from '#lib/http/sending.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

export type SkillList = Schema['SkillListRead'];

const path = (id: string) => ({ list_id: id });

/** Lists that one brought, newest first. */
export function skillLists(): Pages<SkillList> {
	return new Pages('skill-lists', (cursor) =>
		answer(api.GET('/v1/skill-lists', { params: { query: cursor ? { cursor } : {} } }))
	);
}

/** Sends a file; nothing of it is used before the person says so. */
export const uploadList = (file: File): Promise<SkillList> => sendFile('/v1/skill-lists', file);

export async function readSkillList(id: string): Promise<SkillList> {
	return answer(api.GET('/v1/skill-lists/{list_id}', { params: { path: path(id) } }));
}

/** Says what the file does not: in which language it is, and which version. */
export async function changeList(
	one: SkillList,
	body: Schema['SkillListChange']
): Promise<SkillList> {
	return fresh(
		one.version,
		(header) =>
			answer(
				api.PATCH('/v1/skill-lists/{list_id}', { body, params: { path: path(one.id), header } })
			),
		async () => (await readSkillList(one.id)).version
	);
}

export async function startList(id: string): Promise<SkillList> {
	return answer(api.POST('/v1/skill-lists/{list_id}/start', { params: { path: path(id) } }));
}

/** Takes a list away with its words; skills of it that are used stay. */
export async function takeListAway(id: string): Promise<void> {
	await answer(api.DELETE('/v1/skill-lists/{list_id}', { params: { path: path(id) } }));
	listsChanged();
}

export function listsChanged(): void {
	invalidate('skill-lists', 'talk/');
}

/** The languages that ESCO comes in. */
const ESCO =
	'ar bg cs da de el en es et fi fr ga hr hu is it lt lv mt nl no pl pt ro sk sl sv uk'.split(' ');

/** What a language is called in that of the screen. */
export function languageName(code: string): string {
	return new Intl.DisplayNames(getLocale(), { type: 'language' }).of(code) ?? code;
}

/** Languages to choose from, by name. */
export function languages(): { value: string; label: string }[] {
	return ESCO.map((value) => ({ value, label: languageName(value) })).sort((one, other) =>
		one.label.localeCompare(other.label)
	);
}
