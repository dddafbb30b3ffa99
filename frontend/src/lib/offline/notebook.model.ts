import { Failure } from '#lib/http/failure.ts';
import type { Calls, Written } from './notebook.ts';
import type { LocalEntry } from './store.ts';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function dice(seed: number): (sides: number) => number {
	let state = seed >>> 0;
	return (sides) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
	};
}

interface Kept {
	entry: Written;
	seq: number;
}

interface Copy {
	kept: Map<string, Kept>;
	seq: number;
	epoch: number;
}

const MOST_IN_A_PAGE = 7;

/** The server as its contract says: kept once by id, a feed in the order of change numbers. */
export class ModelServer {
	kept = new Map<string, Kept>();
	seq = 0;
	epoch = 1;
	requests = 0;

	push(entries: readonly LocalEntry[]): { id: string; code: string | null }[] {
		this.requests += 1;
		this.seq += 1;
		return entries.map((entry) => {
			const there = this.kept.get(entry.id);
			if (!there) this.kept.set(entry.id, { entry: { ...entry }, seq: this.seq });
			const other = there !== undefined && there.entry.text !== entry.text;
			return { id: entry.id, code: other ? 'other-line' : null };
		});
	}

	pull(since: string | null, most = MOST_IN_A_PAGE): Awaited<ReturnType<Calls['pull']>> {
		this.requests += 1;
		const [epoch, seq, id] = since ? since.split('|') : [];
		const anew = since === null || Number(epoch) !== this.epoch || Number(seq) > this.seq;
		const after = anew ? { seq: -1, id: '' } : { seq: Number(seq), id: id ?? '' };
		const rows = [...this.kept.values()]
			.filter((one) => one.seq > after.seq || (one.seq === after.seq && one.entry.id > after.id))
			.sort((a, b) => a.seq - b.seq || (a.entry.id < b.entry.id ? -1 : 1));
		const page = rows.slice(0, most);
		const last = page.at(-1);
		const position = last ? [last.seq, last.entry.id] : [after.seq, after.id];
		return {
			items: page.map(({ entry }) => ({ id: entry.id, entry: { ...entry } })),
			cursor: [this.epoch, ...position].join('|'),
			anew,
			more: rows.length > most
		};
	}

	backUp(): Copy {
		return { kept: new Map(this.kept), seq: this.seq, epoch: this.epoch };
	}

	/** Puts the server back to an older copy of itself; `newest` makes epochs that never were. */
	restore(copy: Copy, newest: number): void {
		this.kept = new Map(copy.kept);
		this.seq = copy.seq;
		this.epoch = newest;
	}
}

/** What the network may do to one call. */
type Weather = 'fine' | 'lost-before' | 'lost-after' | 'late' | 'killed';

/** A network that loses, delays and repeats, as the dice say; `calm` ends that. */
export class ModelNetwork {
	calm = false;
	late: (() => void)[] = [];

	constructor(
		private readonly server: ModelServer,
		private readonly roll: (sides: number) => number
	) {}

	/** The calls of one run of the app; a killed one never hears of anything again. */
	calls(): Calls {
		let dead = false;
		const through = async <T>(effect: () => T): Promise<T> => {
			if (dead) throw new Failure(0, 'offline');
			const weather = this.weather();
			if (weather === 'lost-before') throw new Failure(0, 'offline');
			if (weather === 'late') {
				// The answer is given up; the request arrives when nobody thinks of it any more.
				this.late.push(() => void effect());
				throw new Failure(0, 'offline');
			}
			const answer = effect();
			if (weather === 'killed') dead = true;
			if (weather !== 'fine') throw new Failure(0, 'offline');
			return structuredClone(answer);
		};
		return {
			push: (entries) => {
				const sent = structuredClone(entries);
				return through(() => this.server.push(sent));
			},
			pull: (since) => through(() => this.server.pull(since))
		};
	}

	/** Something that was on its way arrives now. */
	arrive(): void {
		if (this.late.length > 0) this.late.splice(this.roll(this.late.length), 1)[0]!();
	}

	private weather(): Weather {
		if (this.calm) return 'fine';
		const sky: Weather[] = ['lost-before', 'lost-after', 'late', 'killed'];
		const number = this.roll(12);
		return sky[number] ?? 'fine';
	}
}
