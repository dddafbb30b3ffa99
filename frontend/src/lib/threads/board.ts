import { answer, api } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';

/** The eight lanes, each with its count and first cards. */
export const lanes = () => query('lanes', () => answer(api.GET('/v1/lanes')));
