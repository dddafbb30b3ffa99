import { answer, api, type Schema } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';

export type Feed = Schema['FeedRead'];
export type FeedContent = Schema['FeedContent'];

export const feed = () => query('calendar-feed', () => answer(api.GET('/v1/me/calendar-feed')));

/** Makes the address, or another one; answers it, this once. */
export async function makeFeed(body: FeedContent): Promise<string> {
	const made = await answer(api.POST('/v1/me/calendar-feed', { body }));
	feed().put(made.feed);
	return made.url;
}

/** Says what stands in it; shown at once. */
export async function changeFeed(body: FeedContent): Promise<void> {
	const shown = feed();
	const before = shown.data;
	if (before) shown.put({ ...before, ...body });
	try {
		shown.put(await answer(api.PUT('/v1/me/calendar-feed', { body })));
	} catch (reason) {
		if (before) shown.put(before);
		throw reason;
	}
}

export async function endFeed(): Promise<void> {
	await answer(api.DELETE('/v1/me/calendar-feed'));
	await feed().refresh();
}
