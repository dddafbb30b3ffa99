import { onReach } from '#lib/http/api.ts';
import { invalidate } from '#lib/http/query.ts';
import { Failure } from '#lib/http/failure.ts';
import { account } from '#lib/session/account.ts';
import type { LocalEntry, LocalPhoto, Outgoing } from './store.ts';

/** How often a device that is online looks at its queue, in ms. */
const EVERY_MS = 30_000;

/** So long after the opening a device without marks is looked through, in ms. */
const REMEMBER_AFTER_MS = 5_000;

/** A mark that something waits: without it the queue and its library are not even loaded. */
const MARK = 'askwell.waiting';
/** A mark that notes of talks are here: they are compared with the server whenever the app opens. */
const NOTES = 'askwell.notes';

function marked(name = MARK): boolean {
	try {
		return localStorage.getItem(name) !== null;
	} catch {
		return true;
	}
}

function mark(waits: boolean, name = MARK): void {
	try {
		if (waits) localStorage.setItem(name, '1');
		else localStorage.removeItem(name);
	} catch {
		// Then the queue is looked at every time.
	}
}

class Travel {
	/** Whether the browser believes in a network; a failed call proves it wrong. */
	online = $state(true);
	waiting = $state.raw<Outgoing[]>([]);
	/** Notes that the server may not have: on their way, or refused. */
	notes = $state.raw<LocalEntry[]>([]);
	/** Photos that the server does not have: on their way, or refused. */
	photos = $state.raw<LocalPhoto[]>([]);

	/** Everything that only this device may have. */
	get left(): number {
		return this.waiting.length + this.notes.length + this.photos.length;
	}

	get refused(): (Outgoing | LocalEntry | LocalPhoto)[] {
		return [...this.waiting, ...this.notes, ...this.photos].filter((one) => one.refused !== null);
	}

	get travelling(): number {
		return this.left - this.refused.length;
	}
}

export const travel = new Travel();

/** Something waits on this device from now on, and goes when it can. */
export async function somethingIsHere(): Promise<void> {
	mark(true);
	await look();
	void drainNow();
}

/** Reads the queue anew for all that show it. */
export async function look(): Promise<void> {
	const owner = account();
	const [queue, notes] = await Promise.all([
		owner && marked() ? inQueue(owner) : null,
		owner && marked(NOTES) ? import('./bearer.ts').then((b) => b.notebook(owner).unsure()) : []
	]);
	// Together: half of a count would be told, and read out, before the whole.
	travel.waiting = queue?.waiting ?? [];
	travel.photos = queue?.photos ?? [];
	travel.notes = notes;
	if (queue) mark(queue.anything);
}

async function inQueue(owner: string) {
	const [outbox, { photosHere }] = await Promise.all([
		import('./outbox.ts'),
		import('./photos.ts')
	]);
	const [waiting, photos, anything] = await Promise.all([
		outbox.waiting(owner),
		photosHere(owner),
		outbox.anything()
	]);
	return { waiting, photos, anything };
}

/** Notes are on this device from now on. */
export function notesAreHere(): void {
	mark(true, NOTES);
}

let draining: Promise<void> | null = null;
/** What follows from notes once they have arrived. */
const FOLLOWS = [
	'today',
	'lanes',
	'thread',
	'promises',
	'advice',
	'waiting',
	'tie',
	'lookback',
	'heard'
];

/** Something was written while the queue was on its way: it goes at once, not with the next look. */
let again = false;

/** Sends what waits, one run at a time in this tab, one tab at a time where the browser has locks. */
export function drainNow(): Promise<void> {
	if (draining) again = true;
	draining ??= locked(async () => {
		const owner = account();
		if (!owner) return;
		// What notes are about may be waiting as well: it goes first.
		if (marked()) {
			const { drain } = await import('./outbox.ts');
			const arrived = await drain(owner);
			await look();
			if (arrived > 0) invalidate('');
		}
		if (marked(NOTES)) await bringNotes(owner);
		if (travel.photos.some((one) => one.refused === null)) {
			const { bringPhotos } = await import('./photos.ts');
			const talks = await bringPhotos(owner);
			await look();
			invalidate(...talks.map((talk) => `talk/${talk}/photos`));
		}
	}).finally(() => {
		draining = null;
		if (again) {
			again = false;
			void drainNow();
		}
	});
	return draining;
}

/** Never throws: what went wrong is tried again, and the screens say whether there is a network. */
async function bringNotes(owner: string): Promise<void> {
	const { notebook, calls } = await import('./bearer.ts');
	const notes = notebook(owner);
	try {
		const before = await notes.unsure();
		try {
			await notes.sync(calls);
			travel.online = true;
		} catch (reason) {
			if (reason instanceof Failure && reason.offline) travel.online = false;
		}
		travel.notes = await notes.unsure();
		if (travel.notes.length !== before.length) invalidate(...FOLLOWS);
	} catch {
		// Storage is forbidden here: then nothing waits on this device either.
	}
}

async function locked(work: () => Promise<void>): Promise<void> {
	if (navigator.locks) await navigator.locks.request('askwell-outbox', work);
	else await work();
}

/**
 * A browser that is killed loses the marks of its last seconds, but not what they stand for: whoever
 * has written here before is looked at once.
 */
async function remember(): Promise<void> {
	const known = await indexedDB.databases?.().catch(() => []);
	if (known && !known.some(({ name }) => name === 'askwell')) return;
	mark(true);
	mark(true, NOTES);
}

/** Watches the network for as long as the app is open; answers how to stop. */
export function watchNetwork(): () => void {
	const stop = new AbortController();
	const { signal } = stop;
	const wake = () => {
		if (!navigator.onLine) travel.online = false;
		else if (marked() || marked(NOTES)) void drainNow();
	};
	travel.online = navigator.onLine;
	onReach((there) => (travel.online = there));
	addEventListener('online', () => void ((travel.online = true), wake()), { signal });
	addEventListener('offline', wake, { signal });
	document.addEventListener('visibilitychange', () => document.hidden || wake(), { signal });
	const timer = setInterval(() => travel.travelling > 0 && wake(), EVERY_MS);
	void look().then(wake);
	const remembering = setTimeout(() => void remember().then(look).then(wake), REMEMBER_AFTER_MS);
	return () => {
		stop.abort();
		clearInterval(timer);
		clearTimeout(remembering);
	};
}
