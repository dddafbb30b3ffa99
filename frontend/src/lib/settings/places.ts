import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

interface Choice {
	value: string;
	label: string;
}

/** Every time zone the browser knows, and the one that is set. */
export function zones(set: string): Choice[] {
	const known = Intl.supportedValuesOf('timeZone');
	return [...new Set([set, ...known])]
		.sort()
		.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ').replaceAll('/', ' / ') }));
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Every country the browser has a name for (ISO 3166), by name; the empty one means "not said". */
export function countries(): Choice[] {
	const names = new Intl.DisplayNames(getLocale(), { type: 'region', fallback: 'none' });
	const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
	const named = codes.flatMap((value) => {
		const label = PLACEHOLDERS.has(value) ? undefined : names.of(value);
		return label ? [{ value, label }] : [];
	});
	named.sort((one, other) => one.label.localeCompare(other.label, getLocale()));
	return [{ value: '', label: m.not_said() }, ...named];
}

/** Codes with a name that are no country: unions, dependencies of history, pseudo-locales. */
const PLACEHOLDERS = new Set(
	'AC BU CP CQ CS DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO RH SU TA TP UK UN VD WK XA XB XK YD YU ZR ZZ'.split(
		' '
	)
);
