import { answer, api, type Schema } from '#lib/http/api.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Pitch = Schema['PitchRead'];

/** Calm speech; the server counts with the same. */
const WORDS_A_MINUTE = 140;
/** A minute and a little: from here on it is long. */
export const LONG = 75;

/** The own story, the newest version first. */
export const pitches = () =>
	query('pitches', () => answer(api.GET('/v1/pitches', { params: { query: { limit: 20 } } })));

/** Words of a text, and about how many seconds they take to say. */
export function length(text: string): { words: number; seconds: number } {
	const words = text.match(/[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*/gu)?.length ?? 0;
	return { words, seconds: Math.round((words * 60) / WORDS_A_MINUTE) };
}

export async function writePitch(text: string): Promise<void> {
	await answer(api.POST('/v1/pitches', { body: { id: newId(), text } }));
	invalidate('pitches');
	say(m.saved());
}

export async function practise(pitch: Pitch, seconds: number): Promise<void> {
	await answer(
		api.POST('/v1/pitches/{pitch_id}/practices', {
			body: { id: newId(), seconds },
			params: { path: { pitch_id: pitch.id } }
		})
	);
	invalidate('pitches');
}

export async function takeAway(pitch: Pitch): Promise<void> {
	const params = { path: { pitch_id: pitch.id } };
	await answer(api.DELETE('/v1/pitches/{pitch_id}', { params }));
	invalidate('pitches');
	say(m.pitch_gone(), async () => {
		await answer(api.POST('/v1/pitches/{pitch_id}/restore', { params }));
		invalidate('pitches');
	});
}
