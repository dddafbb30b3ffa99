import * as m from '#lib/paraglide/messages.js';
import type { Contact } from './people.ts';

/** The one thing to do on somebody's page, from where the two of you are. */
export function nextStep(
	person: Contact,
	talk: string | null
): { label: string; href?: string; asks?: true } {
	const at = person.thread;
	if (!at) return { label: m.write_ask() };
	switch (at.lane) {
		case 'want_to_ask':
			return {
				label: at.stage === 'drafted' ? m.do_write_on() : m.write_ask(),
				href: `/write/${at.id}`
			};
		case 'asked':
			return { label: m.any_answer(), asks: true };
		case 'said_yes':
			return { label: m.do_find_a_time(), href: `/times/${at.id}` };
		case 'date_set':
			return talk
				? { label: m.open_talk(), href: `/talks/${talk}` }
				: { label: m.do_set_date(), href: `/talks/new?thread=${at.id}` };
		case 'talked':
			// Thanked already, a promise keeps them here: what is open stands below.
			if (at.due?.kind !== 'thanks') return update(person);
			return talk
				? { label: m.write_thanks(), href: `/talks/${talk}/after?step=thanks` }
				: { label: m.what_happened_short(), asks: true };
		case 'in_touch':
			return update(person);
		case 'later':
		case 'not_this_time':
			return { label: m.what_happened_short(), asks: true };
	}
}

/** Tell them how things go: the one thing that is always welcome. */
function update(person: Contact): { label: string; href: string } {
	const name = person.given_name || person.name;
	return { label: m.tell_news({ name }), href: `/people/${person.id}/tell` };
}
