import { Failure } from '#lib/http/failure.ts';
import { newId } from '#lib/ids.ts';
import { account } from '#lib/session/account.ts';
import type { Outgoing } from './store.ts';
import { somethingIsHere, travel } from './travel.svelte.ts';

/**
 * A write that may wait: sent at once if possible, else kept on the device and sent in order later.
 * Only for entries that are idempotent by their own id. Answers whether the server has it; throws
 * the `Failure` of a refusal.
 */
export async function deliver(path: string, body: unknown, label: string): Promise<boolean> {
	const owner = account();
	if (!owner) throw new Failure(401, 'signed-out');
	const { enqueue, sendEntry } = await import('./outbox.ts');
	const entry: Outgoing = {
		id: newId(),
		account: owner,
		format: 1,
		at: Date.now(),
		method: 'POST',
		path,
		body,
		label,
		refused: null
	};
	// Behind what was written before it; notes have their own way, and wait for nothing.
	if (travel.waiting.every((other) => other.refused !== null)) {
		try {
			await sendEntry(entry);
			return true;
		} catch (reason) {
			if (!(reason instanceof Failure && reason.offline)) throw reason;
		}
	}
	await enqueue(entry);
	await somethingIsHere();
	return false;
}
