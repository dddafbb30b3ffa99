import { invalidate } from '#lib/http/query.ts';
import { Failure } from '#lib/http/failure.ts';
import { newId } from '#lib/ids.ts';
import { account } from '#lib/session/account.ts';
import type { Outgoing } from './store.ts';

/** How often a device that is online looks at its queue, in ms. */
const EVERY_MS = 30_000;

/** A mark that something waits: without it the queue and its library are not even loaded. */
const MARK = 'askwell.waiting';

function marked(): boolean {
	try {
		return localStorage.getItem(MARK) !== null;
	} catch {
		return true;
	}
}

function mark(waits: boolean): void {
	try {
		if (waits) localStorage.setItem(MARK, '1');
		else localStorage.removeItem(MARK);
	} catch {
		// Then the queue is looked at every time.
	}
}

class Travel {
	/** Whether the browser believes in a network; a failed call proves it wrong. */
	online = $state(true);
	waiting = $state.raw<Outgoing[]>([]);

	get refused(): Outgoing[] {
		return this.waiting.filter((entry) => entry.refused !== null);
	}

	get travelling(): number {
		return this.waiting.length - this.refused.length;
	}
}

export const travel = new Travel();

/**
 * A write that may wait: sent at once if possible, else kept on the device and sent in order later.
 * Only for entries that are idempotent by their own id. Answers whether the server has it; throws
 * the `Failure` of a refusal.
 */
export async function deliver(path: string, body: unknown, label: string): Promise<boolean> {
	const owner = account();
	if (!owner) throw new Failure(401, 'signed-out');
	const outbox = await import('./outbox.ts');
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
	if (travel.travelling === 0) {
		try {
			await outbox.sendEntry(entry);
			return true;
		} catch (reason) {
			if (!(reason instanceof Failure && reason.offline)) throw reason;
		}
	}
	mark(true);
	await outbox.enqueue(entry);
	await look();
	void drainNow();
	return false;
}

/** Reads the queue anew for all that show it. */
export async function look(): Promise<void> {
	const owner = account();
	if (!owner || !marked()) {
		travel.waiting = [];
		return;
	}
	const { anything, waiting } = await import('./outbox.ts');
	travel.waiting = await waiting(owner);
	mark(await anything());
}

/** Gives up an entry that could not be saved. */
export async function discard(id: string): Promise<void> {
	const { giveUp } = await import('./outbox.ts');
	await giveUp(id);
	await look();
}

let draining: Promise<void> | null = null;

/** Sends what waits, one run at a time in this tab, one tab at a time where the browser has locks. */
export function drainNow(): Promise<void> {
	draining ??= locked(async () => {
		const owner = account();
		if (!owner || !marked()) return;
		const { drain } = await import('./outbox.ts');
		const arrived = await drain(owner);
		await look();
		if (arrived > 0) invalidate('');
	}).finally(() => (draining = null));
	return draining;
}

async function locked(work: () => Promise<void>): Promise<void> {
	if (navigator.locks) await navigator.locks.request('askwell-outbox', work);
	else await work();
}

/** Watches the network for as long as the app is open; answers how to stop. */
export function watchNetwork(): () => void {
	const stop = new AbortController();
	const { signal } = stop;
	const wake = () => {
		travel.online = navigator.onLine;
		if (travel.online) void drainNow();
	};
	travel.online = navigator.onLine;
	addEventListener('online', wake, { signal });
	addEventListener('offline', wake, { signal });
	document.addEventListener('visibilitychange', () => document.hidden || wake(), { signal });
	const timer = setInterval(() => travel.travelling > 0 && wake(), EVERY_MS);
	void look().then(wake);
	return () => {
		stop.abort();
		clearInterval(timer);
	};
}
