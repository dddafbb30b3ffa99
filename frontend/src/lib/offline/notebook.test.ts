import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '#lib/http/failure.ts';
import { dice, ModelNetwork, ModelServer } from './notebook.model.ts';
import { Notebook, type Calls, type Written } from './notebook.ts';
import { standing } from './standing.ts';
import { Store } from './store.ts';

const SCHEDULES = Number(process.env.ASKWELL_SCHEDULES ?? 200);
const SEED = Number(process.env.ASKWELL_SEED ?? 20_260_701);
const TWO_DAYS_MS = 2 * 24 * 3_600_000;

let number = 0;
const id = (time: number) => {
	const hex = Math.floor(time).toString(16).padStart(12, '0');
	const tail = (number += 1).toString(16).padStart(12, '0');
	return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${tail}`;
};
const line = (text: string, more: Partial<Written> = {}): Written => ({
	id: id(Date.now()),
	talk: 'talk',
	at: new Date(Date.now() + number).toISOString(),
	text,
	...more
});

let stores: Store[] = [];
function device(): Notebook {
	const store = new Store(`device-${(number += 1)}`);
	stores.push(store);
	return new Notebook(store, 'nora');
}
const straight = (server: ModelServer): Calls => ({
	push: async (entries) => server.push(entries),
	pull: async (since) => server.pull(since, 500)
});
const texts = async (notes: Notebook) =>
	standing(await notes.ofTalk('talk')).map((one) => one.text);

afterEach(async () => {
	for (const store of stores) await store.remove();
	stores = [];
});

describe('a notebook', () => {
	let server: ModelServer;
	beforeEach(() => {
		server = new ModelServer();
	});

	it('keeps an entry until the feed contains it, and then has nothing to bring', async () => {
		const notes = device();
		await notes.keep([line('SQL first'), line('tools later')]);
		expect((await notes.unsure()).map((one) => one.text)).toEqual(['SQL first', 'tools later']);
		await notes.sync(straight(server));
		expect(await notes.unsure()).toEqual([]);
		expect(await texts(notes)).toEqual(['SQL first', 'tools later']);
		expect(server.kept.size).toBe(2);
	});

	it('brings 500 lines and looks once in five requests all told', async () => {
		const notes = device();
		for (let n = 0; n < 500; n += 1) await notes.keep([line(`line ${n}`)]);
		await notes.sync(straight(server));
		expect(server.kept.size).toBe(500);
		expect(server.requests).toBe(5);
		const other = device();
		server.requests = 0;
		await other.sync(straight(server));
		expect(await texts(other)).toEqual(await texts(notes));
		expect(server.requests).toBe(1);
	});

	it('keeps and names what the server refuses, and brings the rest', async () => {
		const notes = device();
		const written = ['a', 'b', 'c', 'd', 'e'].map((text) => line(text));
		await notes.keep(written);
		await notes.sync({
			...straight(server),
			async push(entries) {
				if (entries.some(({ text }) => text === 'd')) throw new Failure(400, 'invalid-input');
				const results = server.push(entries.filter(({ text }) => text !== 'b'));
				return [...results, { id: written[1]!.id, code: 'no-talk' }];
			}
		});
		const left = (await notes.unsure()).map((one) => [one.text, one.refused]);
		expect(left).toEqual([
			['b', 'no-talk'],
			['d', 'invalid-input']
		]);
		expect([...server.kept.values()].map(({ entry }) => entry.text)).toEqual(['a', 'c', 'e']);
		await notes.tryAgain(written[1]!.id);
		await notes.giveUp(written[3]!.id);
		await notes.sync(straight(server));
		expect(await notes.unsure()).toEqual([]);
		expect(server.kept.size).toBe(4);
	});

	it('waits, and refuses nothing, while the server is away, busy or knows nobody', async () => {
		const notes = device();
		await notes.keep([line('a')]);
		for (const status of [0, 401, 403, 404, 429, 500, 503]) {
			const push = () => Promise.reject(new Failure(status, 'later'));
			await expect(notes.sync({ ...straight(server), push })).rejects.toMatchObject({ status });
			expect(await notes.unsure()).toMatchObject([{ text: 'a', refused: null }]);
		}
	});

	it('brings back what a restored server has lost, its own and that of others', async () => {
		const [one, two] = [device(), device()];
		await one.keep([line('before')]);
		await one.sync(straight(server));
		const copy = server.backUp();
		await two.keep([line('after')]);
		await two.sync(straight(server));
		await one.sync(straight(server));
		server.restore(copy, 2);
		expect(server.kept.size).toBe(1);
		await one.sync(straight(server));
		expect(server.kept.size).toBe(2);
		expect(await texts(one)).toEqual(['before', 'after']);
		expect(await one.unsure()).toEqual([]);
	});

	it('begins from the start when the server can no longer read its cursor', async () => {
		const notes = device();
		await notes.keep([line('a')]);
		await notes.sync(straight(server));
		const calls = straight(server);
		await notes.sync({
			...calls,
			pull: (since) => (since ? Promise.reject(new Failure(400, 'x')) : calls.pull(null))
		});
		expect(await notes.unsure()).toEqual([]);
		expect(server.kept.size).toBe(1);
	});

	it('shows nothing of another account', async () => {
		const notes = device();
		await notes.keep([line('mine')]);
		const hers = new Notebook(stores[0]!, 'ruth');
		expect(await hers.ofTalk('talk')).toEqual([]);
		expect(await hers.unsure()).toEqual([]);
	});

	it('shows the words instead of the mark, and not what was taken away', async () => {
		const notes = device();
		const [mark, asked, said] = [
			line('', { kind: 'mark' }),
			line('', { kind: 'asked', question_id: 'q' }),
			line('SQL frist')
		];
		await notes.keep([mark, asked, said]);
		await notes.keep([
			line('Start with one table', { supersedes: mark.id, at: mark.at }),
			line('', { supersedes: asked.id, gone: true }),
			line('SQL first', { supersedes: said.id, at: said.at })
		]);
		expect(await texts(notes)).toEqual(['Start with one table', 'SQL first']);
	});
});

/** Devices that write, sync, die and come back, in an order that the dice choose. */
async function schedule(seed: number): Promise<void> {
	const roll = dice(seed);
	const server = new ModelServer();
	const network = new ModelNetwork(server, roll);
	const kept = Array.from({ length: 2 + roll(2) }, () => new Store(`d-${seed}-${(number += 1)}`));
	const skew = kept.map(() => roll(2 * TWO_DAYS_MS) - TWO_DAYS_MS);
	let running = kept.map((store) => new Notebook(store, 'nora'));
	let calls = kept.map(() => network.calls());
	const shown = new Map<string, string>();
	let copies = [server.backUp()];
	let newest = 1;
	let clock = Date.UTC(2026, 6, 1);
	for (let step = 0; step < 40; step += 1) {
		const at = roll(kept.length);
		clock += roll(90_000);
		const action = roll(16);
		if (action < 7) {
			const now = clock + skew[at]!;
			const fresh = Array.from({ length: 1 + roll(3) }, (_, n): Written => {
				const made = id(now + n);
				const before = [...shown.keys()];
				const supersedes = roll(5) === 0 ? (before[roll(before.length || 1)] ?? null) : null;
				return {
					id: made,
					talk: `talk-${roll(2)}`,
					at: new Date(now + n).toISOString(),
					text: `line ${made}`,
					supersedes,
					gone: supersedes !== null && roll(3) === 0
				};
			});
			await running[at]!.keep(fresh);
			for (const one of fresh) shown.set(one.id, one.text!);
		} else if (action < 12) {
			await running[at]!.sync(calls[at]!).catch(() => {});
		} else if (action === 12) {
			running = running.with(at, new Notebook(kept[at]!, 'nora'));
			calls = calls.with(at, network.calls());
		} else if (action === 13) copies.push(server.backUp());
		else if (action === 14) {
			newest += 1;
			server.restore(copies[roll(copies.length)]!, newest);
			copies = copies.filter((copy) => copy.seq <= server.seq);
		} else network.arrive();
	}
	while (network.late.length > 0) network.arrive();
	network.calm = true;
	calls = kept.map(() => network.calls());
	for (let round = 0; round < 2; round += 1) {
		for (const [n, notes] of running.entries()) await notes.sync(calls[n]!);
	}
	const onServer = [...server.kept.values()].map(({ entry }) => [entry.id, entry.text]);
	const asShown = [...shown].sort();
	expect(onServer.sort(), `server, seed ${seed}`).toEqual(asShown);
	for (const [n, store] of kept.entries()) {
		const rows = await store.read('entries', (entries) => entries.all());
		const here = rows.map((one) => [one.id, one.text]).sort();
		expect(here, `device ${n}, seed ${seed}`).toEqual(asShown);
		expect(await running[n]!.unsure(), `device ${n}, seed ${seed}`).toEqual([]);
		await store.remove();
	}
}

describe('what was shown as saved', () => {
	it(
		`is on the server and on every device, once, in ${SCHEDULES} schedules from seed ${SEED}`,
		async () => {
			for (let n = 0; n < SCHEDULES; n += 1) await schedule(SEED + n);
		},
		SCHEDULES * 1_000
	);
});
