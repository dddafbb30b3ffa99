import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '#lib/http/failure.ts';
import { drain, enqueue, waiting } from './outbox.ts';
import { forgetWritten, type Outgoing } from './store.ts';

function entry(id: string, account = 'nora'): Outgoing {
	return {
		id,
		account,
		format: 1,
		at: 0,
		method: 'POST',
		path: '/v1/contacts',
		body: { id },
		label: id,
		refused: null
	};
}

describe('the outbox', () => {
	beforeEach(async () => {
		await Promise.all(['nora', 'ruth'].map(forgetWritten));
	});

	it('sends in the order written, and empties', async () => {
		await enqueue(entry('b'));
		await enqueue(entry('a'));
		const sent: string[] = [];
		expect(await drain('nora', async (one) => void sent.push(one.id))).toBe(2);
		expect(sent).toEqual(['a', 'b']);
		expect(await waiting('nora')).toEqual([]);
	});

	it('keeps everything from the first entry that the network holds back', async () => {
		for (const id of ['a', 'b', 'c']) await enqueue(entry(id));
		const arrived = await drain('nora', async (one) => {
			if (one.id === 'b') throw new Failure(0, 'offline');
		});
		expect(arrived).toBe(1);
		expect((await waiting('nora')).map((one) => one.id)).toEqual(['b', 'c']);
	});

	it('shows a refused entry, sends the rest, and does not send the refused one again', async () => {
		for (const id of ['a', 'b', 'c']) await enqueue(entry(id));
		const refuse = async (one: Outgoing) => {
			if (one.id === 'b') throw new Failure(409, 'id-taken');
		};
		expect(await drain('nora', refuse)).toBe(2);
		expect(await waiting('nora')).toMatchObject([{ id: 'b', refused: 'id-taken' }]);
		expect(await drain('nora', async () => {})).toBe(0);
	});

	it('tries again after a busy or signed-out server', async () => {
		await enqueue(entry('a'));
		for (const status of [401, 429, 503]) {
			await drain('nora', async () => {
				throw new Failure(status, 'later');
			});
			expect(await waiting('nora')).toMatchObject([{ refused: null }]);
		}
	});

	it('never touches what another account wrote on this device', async () => {
		await enqueue(entry('a', 'nora'));
		await enqueue(entry('b', 'ruth'));
		await drain('ruth', async () => {});
		expect(await waiting('nora')).toHaveLength(1);
		await forgetWritten('nora');
		expect(await waiting('nora')).toHaveLength(0);
	});
});
