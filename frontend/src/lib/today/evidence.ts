import type { Moment } from '#lib/evidence/catalogue.ts';
import type { Item } from './today.ts';

const MOMENTS: Partial<Record<Item['kind'], Moment>> = {
	ask_first: 'ask',
	ask: 'ask',
	finish_draft: 'ask',
	write_thanks: 'thanks',
	prepare: 'questions',
	tell_introducer: 'reach_out',
	advice_told: 'reach_out',
	first_update: 'reach_out',
	keep_in_touch: 'reach_out'
};

/** The line of research that fits the next thing to do, if there is one. */
export const fitting = (kind: Item['kind']): Moment | null => MOMENTS[kind] ?? null;
