import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate } from '#lib/http/query.ts';

export type Notice = Schema['NoticeRead'];

/** What was said to me, the latest first. */
export const notices = () =>
	new Pages<Notice>('notices', (cursor) =>
		answer(api.GET('/v1/notices', { params: { query: { limit: 30, cursor } } }))
	);

/** These have been seen: the mark on Today goes, what is shown here stays as it was until next time. */
export async function seen(ids: string[]): Promise<void> {
	await answer(api.POST('/v1/notices/seen', { body: { ids } }));
	invalidate('shows');
}
