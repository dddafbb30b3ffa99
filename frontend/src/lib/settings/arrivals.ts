import { answer, api, type Schema } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';
import { sendFile } from '#lib/http/sending.ts';

export type Arrival = Schema['ArrivalRead'];

/** The last export that was brought in, so that one on its way is found again. */
export const latestArrival = () =>
	query('arrival', async () => {
		const { items } = await answer(api.GET('/v1/me/arrivals', { params: { query: { limit: 1 } } }));
		return items[0] ?? null;
	});

/** Hands an export over; a worker takes it in. */
export const bring = (file: File): Promise<Arrival> => sendFile('/v1/me/arrivals', file);

export async function readArrival(id: string): Promise<Arrival> {
	return answer(api.GET('/v1/me/arrivals/{arrival_id}', { params: { path: { arrival_id: id } } }));
}
