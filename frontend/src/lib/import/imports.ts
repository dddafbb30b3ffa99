import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { query } from '#lib/http/query.ts';
import { sendFile } from '#lib/http/sending.ts';
import * as m from '#lib/paraglide/messages.js';

export type Import = Schema['ImportRead'];
export type Field = NonNullable<Import['mapping'][number]['field']>;

const path = (id: string) => ({ import_id: id });

/** The last import, so that one which still runs is found again. */
export const latestImport = () =>
	query('import', async () => {
		const { items } = await answer(api.GET('/v1/imports', { params: { query: { limit: 1 } } }));
		return items[0] ?? null;
	});

/** Sends a file; nothing is added to the list before the person says so. */
export const upload = (file: File): Promise<Import> => sendFile('/v1/imports', file);

export async function readImport(id: string): Promise<Import> {
	return answer(api.GET('/v1/imports/{import_id}', { params: { path: path(id) } }));
}

/** Says what the columns of a table hold. */
export async function mapColumns(one: Import, mapping: Import['mapping']): Promise<Import> {
	return fresh(
		one.version,
		(header) =>
			answer(
				api.PATCH('/v1/imports/{import_id}', {
					body: { mapping },
					params: { path: path(one.id), header }
				})
			),
		async () => (await readImport(one.id)).version
	);
}

export async function startImport(id: string): Promise<Import> {
	return answer(api.POST('/v1/imports/{import_id}/start', { params: { path: path(id) } }));
}

/** Puts a file away that was not brought in. */
export async function dropImport(id: string): Promise<void> {
	await answer(api.DELETE('/v1/imports/{import_id}', { params: { path: path(id) } }));
}

/** Mails the steps for a computer, where LinkedIn gives the file. */
export async function mailSteps(): Promise<void> {
	await answer(api.POST('/v1/imports/steps-mail'));
}

/** What a column of a table can hold, in words. */
export const FIELDS: readonly { value: Field; label: () => string }[] = [
	{ value: 'full_name', label: m.field_full_name },
	{ value: 'first_name', label: m.field_first_name },
	{ value: 'last_name', label: m.field_last_name },
	{ value: 'role', label: m.person_role },
	{ value: 'employer', label: m.person_employer },
	{ value: 'email', label: m.person_email },
	{ value: 'phone', label: m.person_phone },
	{ value: 'url', label: m.person_profile },
	{ value: 'connected_on', label: m.field_connected },
	{ value: 'country', label: m.profile_country },
	{ value: 'tags', label: m.person_tags },
	{ value: 'notes', label: m.person_notes }
];
