import { Failure } from '#lib/http/failure.ts';

/** The longer edge, in pixels: handwriting on a whole page can be read. */
const EDGE = 2000;
/** Tried in turn until the photo is small enough to travel over a weak network. */
const QUALITIES = [0.8, 0.65, 0.5];
const MOST_BYTES = 1_200_000;

/**
 * A photo made smaller on this device, upright, as a JPEG of nothing but the picture: what the
 * camera wrote beside it, the place too, does not pass a canvas. Throws a `Failure` when the browser
 * can't read it.
 */
export async function shrink(
	file: Blob
): Promise<{ jpeg: ArrayBuffer; width: number; height: number }> {
	const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
		throw new Failure(400, 'not-a-picture');
	});
	const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	const drawing = canvas.getContext('2d', { alpha: false });
	if (!drawing) throw new Failure(400, 'not-a-picture');
	drawing.fillStyle = '#fff';
	drawing.fillRect(0, 0, canvas.width, canvas.height);
	drawing.imageSmoothingQuality = 'high';
	drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
	picture.close();
	let made: Blob | null = null;
	for (const quality of QUALITIES) {
		made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
		if (made && made.size <= MOST_BYTES) break;
	}
	if (!made) throw new Failure(400, 'not-a-picture');
	return { jpeg: await made.arrayBuffer(), width: canvas.width, height: canvas.height };
}
