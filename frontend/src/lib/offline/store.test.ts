import { Dexie } from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Notebook } from './notebook.ts';
import { Store, type LocalEntry, type Outgoing } from './store.ts';

/** What the app declared while Dexie kept its databases: people's devices still have them. */
const BY_DEXIE: Record<string, string>[] = [
	{ outbox: 'id, account', drafts: '[account+thread+kind], account' },
	{
		entries: '[account+id], [account+talk], [account+seen], account',
		feeds: 'account',
		open_talks: '[account+talk], account'
	},
	{ photos: '[account+id], account' }
];

const waits = (id: string): Outgoing => ({
	id,
	account: 'nora',
	format: 1,
	at: 0,
	method: 'POST',
	path: '/v1/contacts',
	body: {},
	label: id,
	refused: null
});
const line = (id: string, seen: number): LocalEntry => ({
	account: 'nora',
	id,
	talk: 'ewan',
	kind: 'line',
	tag: 'plain',
	text: `line ${id}`,
	at: '2026-03-01T10:00:00Z',
	supersedes: null,
	gone: false,
	promiser: null,
	due_on: null,
	question_id: null,
	format: 1,
	order: 1,
	seen,
	refused: null
});

let number = 0;
let stores: Store[] = [];
function named(name = `store-${(number += 1)}`): Store {
	const store = new Store(name);
	stores.push(store);
	return store;
}

async function byDexie(name: string, version: number): Promise<Dexie> {
	const database = new Dexie(name);
	for (const [n, tables] of BY_DEXIE.slice(0, version).entries())
		database.version(n + 1).stores(tables);
	return database.open();
}

/** Every table with its key and its indexes. */
async function shape(name: string): Promise<unknown> {
	const database = await new Promise<IDBDatabase>((done, fail) => {
		const request = indexedDB.open(name);
		request.onsuccess = () => done(request.result);
		request.onerror = () => fail(request.error);
	});
	const tables = [...database.objectStoreNames].sort();
	const seen = tables.map((table) => {
		const rows = database.transaction(table).objectStore(table);
		const indexes = [...rows.indexNames].sort().map((index) => [index, rows.index(index).keyPath]);
		return [table, rows.keyPath, indexes];
	});
	const { version } = database;
	database.close();
	return { version, seen };
}

afterEach(async () => {
	vi.restoreAllMocks();
	for (const store of stores) await store.remove();
	stores = [];
});

describe('the store', () => {
	it.each([1, 2, 3])('keeps what version %i of the app has written with Dexie', async (version) => {
		const store = named();
		const name = `store-${number}`;
		const before = await byDexie(name, version);
		await before.table('outbox').add(waits('a'));
		if (version > 1) await before.table('entries').bulkAdd([line('b', 0), line('c', 1)]);
		before.close();
		const waiting = await store.read('outbox', (outbox) => outbox.where('account', 'nora'));
		expect(waiting).toEqual([waits('a')]);
		const notes = new Notebook(store, 'nora');
		const kept = version > 1 ? [line('b', 0), line('c', 1)] : [];
		expect(await notes.ofTalk('ewan')).toEqual(kept);
		expect(await notes.unsure()).toEqual(kept.slice(0, 1));
		const newest = await byDexie(`${name}-newest`, 3);
		newest.close();
		expect(await shape(name)).toEqual(await shape(`${name}-newest`));
		await Dexie.delete(`${name}-newest`);
	});

	it('is as the same app with Dexie would have made it, and readable by it', async () => {
		const store = named();
		await store.write(['entries'], ({ entries }) => entries.put(line('a', 0)));
		const before = await byDexie(`store-${number}`, 3);
		expect(await before.table('entries').where({ account: 'nora', talk: 'ewan' }).count()).toBe(1);
		before.close();
	});

	it('changes all or nothing, and says why', async () => {
		const store = named();
		await store.write(['outbox'], ({ outbox }) => outbox.add(waits('a')));
		const twice = store.write(['outbox', 'entries'], async ({ outbox, entries }) => {
			await entries.put(line('b', 0));
			await outbox.add(waits('c'), waits('a'));
		});
		await expect(twice).rejects.toMatchObject({ name: 'ConstraintError' });
		const thrown = store.write(['entries'], async ({ entries }) => {
			await entries.put(line('b', 0));
			throw new RangeError('no');
		});
		await expect(thrown).rejects.toThrow(RangeError);
		expect(await store.read('entries', (entries) => entries.count())).toBe(0);
		expect(await store.read('outbox', (outbox) => outbox.all())).toEqual([waits('a')]);
	});

	it('has the disk say that it has kept what was written', async () => {
		const store = named();
		await store.read('outbox', (outbox) => outbox.all());
		const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
		await store.write(['outbox'], ({ outbox }) => outbox.add(waits('a')));
		expect(begun.mock.calls).toEqual([[['outbox'], 'readwrite', { durability: 'strict' }]]);
	});

	it('opens again when another window took its database away', async () => {
		const [store, other] = [named(), named(`store-${number}`)];
		await store.write(['outbox'], ({ outbox }) => outbox.add(waits('a')));
		await other.remove();
		expect(await store.read('outbox', (outbox) => outbox.all())).toEqual([]);
	});

	it('throws where there is no disk, and tries anew the next time', async () => {
		const store = named();
		const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
			throw new DOMException('forbidden', 'SecurityError');
		});
		const read = () => store.read('outbox', (outbox) => outbox.all());
		await expect(read()).rejects.toMatchObject({ name: 'SecurityError' });
		expect(await read()).toEqual([]);
		expect(open).toHaveBeenCalledTimes(2);
	});
});

describe('whoever follows a talk', () => {
	it('is told what is there, and what this window and another write', async () => {
		const here = new Notebook(named(), 'nora');
		const there = new Notebook(named(`store-${number}`), 'nora');
		const told: string[][] = [];
		await here.keep([line('a', 0)]);
		const stop = here.follow('ewan', (entries) => told.push((entries ?? []).map(({ id }) => id)));
		await vi.waitFor(() => expect(told.at(-1)).toEqual(['a']));
		await there.keep([line('b', 0)]);
		await vi.waitFor(() => expect(told.at(-1)).toEqual(['a', 'b']));
		await Promise.all([here.keep([line('c', 0)]), there.keep([line('d', 0)])]);
		await vi.waitFor(() => expect(told.at(-1)).toEqual(['a', 'b', 'c', 'd']));
		stop();
		const before = told.length;
		await there.keep([line('e', 0)]);
		await new Promise((wake) => setTimeout(wake, 30));
		expect(told.length).toBe(before);
	});

	it('hears when there is no disk', async () => {
		const notes = new Notebook(named(), 'nora');
		vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
			throw new DOMException('forbidden', 'SecurityError');
		});
		const told = await new Promise((tell) => notes.follow('ewan', tell)());
		expect(told).toBeNull();
	});
});
