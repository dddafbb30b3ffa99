import { contact } from '#lib/people/people.ts';
import { talk, talks } from '#lib/talks/talks.ts';
import { plan } from './questions.ts';

/** Talks that begin within so many ms are taken along. */
const SOON_MS = 3 * 24 * 3_600_000;
const MOST = 5;

/**
 * Takes along what the next talks need, so that they open without a network from a cold start: the
 * talk, its question plan, and who it is.
 */
export async function packTalks(now: Date): Promise<void> {
	const upcoming = talks('upcoming').first;
	await upcoming.refresh();
	const soon = (upcoming.data?.items ?? [])
		.filter((one) => Date.parse(one.starts_at) - now.getTime() < SOON_MS)
		.slice(0, MOST);
	for (const one of soon) {
		talk(one.id).put(one);
		await plan(one.id).refresh();
		await contact(one.contact.id).refresh();
	}
}
