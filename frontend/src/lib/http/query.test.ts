import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from './failure.ts';
import { forgetQueries, invalidate, query } from './query.ts';

const settled = () => new Promise((done) => setTimeout(done, 0));

describe('query', () => {
	beforeEach(forgetQueries);

	it('is one object for one key', () => {
		expect(query('a', async () => 1)).toBe(query('a', async () => 2));
		forgetQueries();
		expect(query('a', async () => 2)).not.toBeUndefined();
	});

	it('asks only once at a time and keeps the answer', async () => {
		const load = vi.fn(async () => 'answer');
		const one = query('b', load);
		await Promise.all([one.refresh(), one.refresh()]);
		expect(load).toHaveBeenCalledTimes(1);
		expect(one.data).toBe('answer');
		expect(one.failure).toBeNull();
	});

	it('keeps what was there when asking again fails', async () => {
		const load = vi.fn(async () => 'first');
		const one = query('c', load);
		await one.refresh();
		load.mockRejectedValueOnce(new Failure(0, 'offline'));
		await one.refresh();
		expect(one.data).toBe('first');
		expect(one.failure?.offline).toBe(true);
		expect(one.seen).toBe(true);
	});

	it('is not asked again by invalidate while nobody looks', async () => {
		const load = vi.fn(async () => 1);
		const one = query('lanes', load);
		await one.refresh();
		invalidate('lanes');
		flushSync();
		await settled();
		expect(load).toHaveBeenCalledTimes(1);
	});

	it('shows at once what is put', () => {
		const one = query<number>('d', async () => 1);
		one.put(7);
		expect(one.data).toBe(7);
	});
});
