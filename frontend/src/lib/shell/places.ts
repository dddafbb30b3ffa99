import type { IconName } from '#lib/ui/icons.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Schema } from '#lib/http/api.ts';

export interface Place {
	href: string;
	icon: IconName;
	label: string;
	/** The "+" in the middle: it opens something instead of leading somewhere. */
	adds?: true;
}

/**
 * The places of the bar. A part of the product appears when it has something to say (DOMAIN.md
 * section 1): Talks after the first answer, Growth after the first talk.
 */
export function places(shows: Schema['Shows'] | undefined): Place[] {
	return [
		{ href: '/', icon: 'today', label: m.nav_today() },
		{ href: '/people', icon: 'people', label: m.nav_people() },
		{ href: '/people/new', icon: 'add', label: m.nav_add(), adds: true },
		...(shows?.talks ? [{ href: '/talks', icon: 'talks' as const, label: m.nav_talks() }] : []),
		...(shows?.growth ? [{ href: '/growth', icon: 'growth' as const, label: m.nav_growth() }] : [])
	];
}

/** Whether a place is where the person is now. */
export function isHere(place: Place, pathname: string): boolean {
	if (place.adds) return pathname === place.href;
	if (place.href === '/') return pathname === '/';
	return pathname.startsWith(place.href) && pathname !== '/people/new';
}
