import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { monthName, plainDate } from '#lib/time/phrases.ts';

export type Digest = Schema['DigestRead'];
type What = Schema['DigestLineRead']['what'];

/** How each week went, the last first; months and goals among them. */
export const digests = () =>
	new Pages<Digest>('digests', (cursor) =>
		answer(api.GET('/v1/digests', { params: { query: cursor ? { cursor } : {} } }))
	);

/** Which time it looks back on: *Week to 12 March*, *February 2027*. */
export function titleOf({ period, begins, ends }: Digest, now: Date): string {
	const date = plainDate(`${ends}T12:00:00Z`, 'UTC', now);
	if (period === 'month') return monthName(begins);
	return period === 'goal' ? m.week_goal({ date }) : m.week_to({ date });
}

/** The line that somebody said, and who. */
export function quoteOf({ lines }: Digest): { words: string; name: string } | null {
	const heard = lines.find(({ what, words }) => what === 'heard' && words !== '');
	return heard ? { words: heard.words, name: heard.contact.first_name } : null;
}

/** What happened, in the order of the chain, with the names that are kept. */
export function sentencesOf(one: Digest): string[] {
	const others = one.answered - one.said_yes - one.said_no;
	const named = (what: What, count: number, said: (of: { count: number }) => string) =>
		count > 0 ? [withNames(said({ count }), namesOf(one, what), count)] : [];
	return [
		...named('talked', one.talks, m.week_talks),
		...(one.heard > 1 ? [m.week_heard({ count: one.heard })] : []),
		...(one.asked > 0 ? [m.week_asked({ count: one.asked })] : []),
		...named('said_yes', one.said_yes, m.week_said_yes),
		...named('answered', others, m.week_answered),
		...named('said_no', one.said_no, m.week_said_no),
		...named('thanked', one.thanked, m.week_thanked),
		...named('kept', one.kept, m.week_kept),
		...named('tried', one.tried, m.week_tried),
		...named('told', one.told, m.week_told),
		...(one.goals > 0 ? [m.week_goals()] : [])
	];
}

const COMPARED = {
	week: { fullest: m.week_fullest, usual: m.week_usual, quieter: m.week_quieter },
	month: { fullest: m.month_fullest, usual: m.month_usual, quieter: m.month_quieter }
} as const;

/** That time beside the person's own times before it; nothing while there are too few. */
export function comparedIn({ period, compared, happened }: Digest): string | null {
	if (period === 'goal' || compared === null || !happened) return null;
	return COMPARED[period][compared]();
}

function namesOf({ lines }: Digest, of: What): string[] {
	return lines
		.filter(({ what, contact }) => what === of && contact.first_name !== '')
		.map(({ contact }) => contact.first_name);
}

function withNames(what: string, names: string[], count: number): string {
	if (names.length === 0) return what;
	const all = names.length < count ? [...names, m.week_others()] : names;
	const locale = getLocale() === 'en' ? 'en-GB' : getLocale();
	return m.week_named({ what, names: new Intl.ListFormat(locale).format(all) });
}
