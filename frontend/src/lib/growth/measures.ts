import { answer, api, type Schema } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';
import { SOURCES } from '#lib/people/sources.ts';

export type Measures = Schema['MeasuresRead'];
export type Share = Schema['ShareRead'];
type Source = Schema['SourceRead'];

/** The person's own numbers. */
export const measures = () => query('measures', () => answer(api.GET('/v1/measures')));

/** One share in words, with its interval in whole numbers out of 100. */
export interface Said {
	text: string;
	k: number;
	n: number;
	low: number;
	high: number;
}

const RATES = {
	answered: m.measures_answered,
	said_yes: m.measures_said_yes,
	held: m.measures_held,
	thanked_in_time: m.measures_thanked_in_time,
	thanks_citing: m.measures_thanks_citing,
	promises_kept: m.measures_promises_kept,
	advice_told: m.measures_advice_told,
	introducers_told: m.measures_introducers_told
} as const;

/** Every share there is something to say about, in the order of the chain. */
export function rates(read: Measures): Said[] {
	return (Object.keys(RATES) as (keyof typeof RATES)[]).flatMap((name) => {
		const share = read[name];
		return share ? [said(RATES[name]({ k: share.k, n: share.n }), share)] : [];
	});
}

function said(text: string, { k, n, low, high }: Share): Said {
	return { text, k, n, low: Math.round(low * 100), high: Math.round(high * 100) };
}

const STEPS: Record<Schema['StepRead']['step'], () => string> = {
	asked: m.measures_step_asked,
	answered: m.measures_step_answered,
	said_yes: m.measures_step_said_yes,
	date_set: m.measures_step_date_set,
	talked: m.measures_step_talked
};

/** How many asks came how far. */
export function steps(read: Measures): { label: string; count: number }[] {
	return read.steps.map(({ step, asks }) => ({ label: STEPS[step](), count: asks }));
}

/** How a person came to those they asked, in words. */
export function sourceName(source: Source['source']): string {
	const known = SOURCES.find(({ value }) => value === source);
	return known?.label() ?? m.measures_source_none();
}

const REASONS = {
	wrong_moment: m.measures_reason_wrong_moment,
	wrong_person: m.measures_reason_wrong_person,
	my_message: m.measures_reason_my_message,
	cannot_know: m.measures_reason_cannot_know
} as const;

/** The reasons of noes and silences in one sentence, the most frequent first. */
export function reasonsSaid(reasons: NonNullable<Measures['reasons']>, locale: string): string {
	const counted = (Object.keys(REASONS) as (keyof typeof REASONS)[])
		.map((reason) => ({ reason, count: reasons[reason] }))
		.filter(({ count }) => count > 0)
		.sort((one, other) => other.count - one.count)
		.map(({ reason, count }) => REASONS[reason]({ count }));
	const list = new Intl.ListFormat(locale, { type: 'conjunction' }).format(counted);
	return m.measures_reasons({ n: reasons.n, list });
}
