import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '#lib/http/failure.ts';
import { bringPhotos, describeHere, keepPhoto, photosHere } from './photos.ts';
import { forgetWritten, type LocalPhoto } from './store.ts';

const photo = (id: string, more: Partial<LocalPhoto> = {}): LocalPhoto => ({
	account: 'nora',
	id,
	talk: 'ewan',
	at: `2026-03-0${id}T10:00:00Z`,
	alt: '',
	width: 3,
	height: 4,
	jpeg: new Uint8Array([255, 216, 255, 217]).buffer,
	refused: null,
	...more
});

beforeEach(async () => void (await Promise.all(['nora', 'ruth'].map(forgetWritten))));

describe('photos on their way', () => {
	it('go in the order they were taken and stay until the server has them', async () => {
		await keepPhoto(photo('2', { talk: 'helen' }));
		await keepPhoto(photo('1'));
		const sent: string[] = [];
		let network = false;
		const send = async (one: LocalPhoto) => {
			if (!network && sent.length > 0) throw new Failure(0, 'offline');
			sent.push(one.id);
		};
		expect(await bringPhotos('nora', send)).toEqual(['ewan']);
		expect((await photosHere('nora')).map(({ id }) => id)).toEqual(['2']);
		network = true;
		expect(await bringPhotos('nora', send)).toEqual(['helen']);
		expect(sent).toEqual(['1', '2']);
		expect(await photosHere('nora')).toEqual([]);
	});

	it('that the server refuses stay, and the rest goes on', async () => {
		await keepPhoto(photo('1'));
		await keepPhoto(photo('2'));
		const send = async ({ id }: LocalPhoto) => {
			if (id === '1') throw new Failure(404, 'not-found');
		};
		await bringPhotos('nora', send);
		expect(await photosHere('nora')).toEqual([photo('1', { refused: 'not-found' })]);
		expect(await bringPhotos('nora', send)).toEqual([]);
	});

	it('are described in the last words, also while they travel', async () => {
		await keepPhoto(photo('1', { alt: 'A list' }));
		const said: string[] = [];
		await bringPhotos(
			'nora',
			async () => void (await describeHere('nora', '1', 'Three names')),
			async (id, alt) => void said.push(`${id} ${alt}`)
		);
		expect(said).toEqual(['1 Three names']);
		expect(await photosHere('nora')).toEqual([]);
	});

	it('are of one account, and go with it', async () => {
		await keepPhoto(photo('1'));
		await keepPhoto(photo('1', { account: 'ruth' }));
		await forgetWritten('nora');
		expect((await photosHere('ruth')).length).toBe(1);
		expect(await photosHere('nora')).toEqual([]);
	});
});
