import type { OpenTalk } from '#lib/offline/store.ts';
import { store } from '#lib/offline/store.ts';
import { account } from '#lib/session/account.ts';
import type { Medium } from '#lib/talks/talks.ts';

/** How somebody takes part in a talk with this device: one key, or notes. */
export type Way = NonNullable<OpenTalk['way']>;

/** The medium decides: between two people a phone is better left alone. */
export const wayOf = (medium: Medium): Way => (medium === 'in_person' ? 'key' : 'notes');

/** Where somebody is in a talk on this device: the way that was begun, and what is half typed. */
export async function recallOpen(talk: string): Promise<Pick<OpenTalk, 'way' | 'text'>> {
	const owner = account();
	const kept =
		owner &&
		(await store.read('open_talks', (open) => open.get([owner, talk])).catch(() => undefined));
	return kept || { way: null, text: '' };
}

/**
 * Keeps it on the disk. A browser that is killed forgets what it put into `localStorage` a second
 * ago, and comes back here.
 */
export async function keepOpen(
	talk: string,
	change: Partial<Pick<OpenTalk, 'way' | 'text'>>
): Promise<void> {
	const owner = account();
	if (!owner) return;
	try {
		await store.write(['open_talks'], async ({ open_talks }) => {
			const before = await open_talks.get([owner, talk]);
			const fresh = { account: owner, talk, way: null, text: '' };
			await open_talks.put({ ...fresh, ...before, ...change });
		});
	} catch {
		// It is still on the screen.
	}
}
