import { describe, expect, it } from 'vitest';
import { forgetSeen, keepSeen, recallSeen, tidySeen } from './seen.ts';

describe('what was seen', () => {
	it('is read back by the same account and by no other', async () => {
		await keepSeen('nora', 'today', { card: 1 });
		expect(await recallSeen('nora', 'today')).toEqual({ card: 1 });
		expect(await recallSeen('ruth', 'today')).toBeUndefined();
		expect(await recallSeen('nora', 'lanes')).toBeUndefined();
	});

	it('is replaced by what is newer', async () => {
		await keepSeen('nora', 'today', 1);
		await keepSeen('nora', 'today', 2);
		expect(await recallSeen('nora', 'today')).toBe(2);
	});

	it('is gone for one account after forgetting, and stays for others', async () => {
		await keepSeen('nora', 'a', 1);
		await keepSeen('nora-2', 'a', 2);
		await forgetSeen('nora');
		expect(await recallSeen('nora', 'a')).toBeUndefined();
		expect(await recallSeen('nora-2', 'a')).toBe(2);
	});

	it('is dropped when nobody looked for two months', async () => {
		await keepSeen('old', 'a', 1);
		await tidySeen(Date.now() + 59 * 86_400_000);
		expect(await recallSeen('old', 'a')).toBe(1);
		await tidySeen(Date.now() + 61 * 86_400_000);
		await new Promise((done) => setTimeout(done, 20));
		expect(await recallSeen('old', 'a')).toBeUndefined();
	});
});
