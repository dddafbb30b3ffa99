import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';

export type Report = Schema['ReportRead'];
export type ReportRow = Schema['ReportRow'];

/** One report; while it is being made it is asked for again. */
export const report = (id: string) =>
	query(`reports/${id}`, () =>
		answer(api.GET('/v1/reports/{report_id}', { params: { path: { report_id: id } } }))
	);

/** Reports, the newest first. */
export function reports(): Pages<ReportRow> {
	return new Pages('reports', (cursor) =>
		answer(api.GET('/v1/reports', { params: { query: cursor ? { cursor } : {} } }))
	);
}

/** Has a report made; its id, known before the server answers. */
export async function askForReport(goalId: string | null): Promise<string> {
	const id = newId();
	await answer(api.POST('/v1/reports', { body: { id, goal_id: goalId } }));
	invalidate('reports');
	return id;
}

/** Has the report of the last twelve months made; its id. */
export async function askForYear(): Promise<string> {
	const id = newId();
	await answer(api.POST('/v1/reports', { body: { id, kind: 'year' } }));
	invalidate('reports');
	return id;
}

/** Takes a report away. */
export async function forgetReport(id: string): Promise<void> {
	await answer(api.DELETE('/v1/reports/{report_id}', { params: { path: { report_id: id } } }));
	invalidate('reports');
}
