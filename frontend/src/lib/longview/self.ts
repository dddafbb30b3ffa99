import type { Schema } from '#lib/http/api.ts';
import * as m from '#lib/paraglide/messages.js';

type Felt = Schema['Felt'];

export const LEVELS = [m.reflect_1, m.reflect_2, m.reflect_3, m.reflect_4, m.reflect_5] as const;
export const SURE = [m.sure_1, m.sure_2, m.sure_3, m.sure_4, m.sure_5] as const;

export const ASPECTS = {
	listening: m.self_listening,
	questions: m.self_questions,
	clarity: m.self_clarity,
	follow_through: m.self_follow_through
} as const;

/** How sure one was, from hardly to very: how many asks, how many of them had a yes, how many wait. */
export interface Step {
	level: number;
	asks: number;
	yes: number;
	open: number;
}

export function steps(felt: readonly Felt[]): Step[] {
	return SURE.map((_, index) => {
		const here = felt.filter(({ rating }) => rating === index + 1);
		return {
			level: index + 1,
			asks: here.length,
			yes: here.filter(({ result }) => result === 'yes').length,
			open: here.filter(({ result }) => result === 'open').length
		};
	});
}

/** What asks of which one was unsure led to beside the others; nothing while either is empty. */
export function compared(felt: readonly Felt[]): string | null {
	const settled = felt.filter(({ result }) => result !== 'open');
	const unsure = settled.filter(({ rating }) => rating <= 2);
	const sure = settled.filter(({ rating }) => rating >= 3);
	if (unsure.length === 0 || sure.length === 0) return null;
	const yes = (some: readonly Felt[]) => some.filter(({ result }) => result === 'yes').length;
	return m.self_compared({
		unsure: yes(unsure),
		unsure_of: unsure.length,
		sure: yes(sure),
		sure_of: sure.length
	});
}
