import { answer, api, type Schema } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';
import { SOURCES } from '#lib/people/sources.ts';
import * as m from '#lib/paraglide/messages.js';

export type Led = Schema['Led'];
export type Between = Schema['Between'];
type Spread = Schema['Spread'];

/** Who led to whom, how wide the circle is, and who would widen it. */
export const whoLed = () => query('introductions/tree', () => answer(api.GET('/v1/who-led')));

/** What fields are called. */
export const fieldNames = () =>
	query('choices/functions', async () => {
		const { items } = await answer(
			api.GET('/v1/choices/{which}', { params: { path: { which: 'functions' } } })
		);
		return Object.fromEntries(items.map(({ value, label }): [string, string] => [value, label]));
	});

/** How one found somebody, within a sentence. */
export function sourceWord(source: string): string {
	const label = SOURCES.find(({ value }) => value === source)?.label();
	return label ? label.charAt(0).toLowerCase() + label.slice(1) : source;
}

/** What went to and fro. */
export const balance = () => query('balance', () => answer(api.GET('/v1/balance')));

/** One's own answers over time. */
export const trends = () =>
	query('reflections/trends', () => answer(api.GET('/v1/reflections/trends')));

const WIDE: Record<Spread['widest'], () => string> = {
	employer: m.spread_wide_employer,
	industry: m.spread_wide_industry,
	function: m.spread_wide_function,
	seniority: m.spread_wide_seniority,
	tie: m.spread_wide_tie
};
const NARROW: Record<Spread['widest'], () => string> = {
	employer: m.spread_narrow_employer,
	industry: m.spread_narrow_industry,
	function: m.spread_narrow_function,
	seniority: m.spread_narrow_seniority,
	tie: m.spread_narrow_tie
};
const UNKNOWN: Record<Spread['unknown'], () => string> = {
	none: () => '',
	few: m.spread_unknown_few,
	some: m.spread_unknown_some,
	most: m.spread_unknown_most
};

/** How wide the circle is, in one sentence and without a number. */
export function spreadSaid({ widest, narrowest, unknown }: Spread): string {
	const said = narrowest
		? m.spread_but({ wide: WIDE[widest](), narrow: NARROW[narrowest]() })
		: m.spread_even({ wide: WIDE[widest]() });
	const missing = UNKNOWN[unknown]();
	return missing ? m.spread_missing({ said, missing }) : `${said}.`;
}

type Item = Between['items'][number];

const GOT: Partial<Record<Item['what'], () => string>> = {
	time: m.balance_time,
	advice: m.balance_advice,
	introduction: m.balance_introduction,
	promise: m.balance_promise,
	outcome: m.balance_outcome
};
const GAVE: Partial<Record<Item['what'], () => string>> = {
	thanks: m.balance_thanks,
	told: m.balance_told,
	promise: m.balance_my_promise,
	share: m.balance_share,
	introduce: m.balance_introduce,
	answer: m.balance_answer,
	other: m.balance_other
};

/** What came from somebody, or went to them, as a list in words. */
export function said(one: Between, side: Item['side']): string {
	const words = side === 'got' ? GOT : GAVE;
	const here = new Set(one.items.filter((item) => item.side === side).map(({ what }) => what));
	return (Object.entries(words) as [Item['what'], () => string][])
		.filter(([what]) => here.has(what))
		.map(([, word]) => word())
		.join(', ');
}

/** Whether more than thanks went to them. */
export const returned = (one: Between): boolean =>
	one.items.some(({ side, what }) => side === 'gave' && what !== 'thanks');

/** How many people are behind a kind of what went to or fro. */
export const people = (all: readonly Between[], side: Item['side'], what: Item['what']): number =>
	all.filter((one) => one.items.some((item) => item.side === side && item.what === what)).length;
