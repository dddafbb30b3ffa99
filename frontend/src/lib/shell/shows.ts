import { answer, api } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';

/** Which parts of the product have something to say to this person. */
export const shows = () => query('shows', () => answer(api.GET('/v1/shows')));
