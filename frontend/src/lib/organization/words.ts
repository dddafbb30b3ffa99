import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { plainDate } from '#lib/time/phrases.ts';
import type { Enrolment } from './cohort.ts';
import type { Cohort } from './organizations.ts';

/** *1 March to 30 June 2027*: the year is said once where it is the same. */
export function days(from: string, to: string): string {
	const locale = getLocale() === 'en' ? 'en-GB' : getLocale();
	const said = (date: string, year: boolean) =>
		new Intl.DateTimeFormat(locale, {
			day: 'numeric',
			month: 'long',
			...(year && { year: 'numeric' }),
			timeZone: 'UTC'
		}).format(new Date(`${date}T12:00Z`));
	const same = from.slice(0, 4) === to.slice(0, 4);
	return m.cohort_days({ from: said(from, !same), to: said(to, true) });
}

/** *1 of 40 joined*, *12 joined*; for whoever does not see the people only how many there can be. */
export function joined(one: Cohort): string {
	const seats = one.seats === null ? '' : String(one.seats);
	if (one.joined === null) return seats && m.cohort_seats_only({ seats });
	const count = String(one.joined);
	return seats ? m.cohort_joined_of({ joined: count, seats }) : m.cohort_joined({ joined: count });
}

/** *since 3 March*, *invited 3 March*, *not invited yet*: how far somebody of the list is. */
export function joining(who: Enrolment, zone: string, now: Date): string {
	if (who.status === 'left') return m.cohort_left();
	if (who.joining === 'joined')
		return m.cohort_since({ day: plainDate(who.created_at, zone, now) });
	if (who.joining === 'without_app') return m.cohort_without_app();
	return who.invited_at
		? m.cohort_invited({ day: plainDate(who.invited_at, zone, now) })
		: m.cohort_not_invited();
}
