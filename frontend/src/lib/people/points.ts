import type { IconName } from '#lib/ui/icons.ts';
import type { Contact } from './people.ts';

type Point = Contact['points'][number];

/** Where a tap on an address leads; null when the text is no address one can open. */
export function addressOf(point: Pick<Point, 'kind' | 'value'>): string | null {
	const value = point.value.trim();
	switch (point.kind) {
		case 'email':
			return `mailto:${value}`;
		case 'phone':
			return `tel:${value.replace(/[^+\d]/g, '')}`;
		case 'url': {
			const address = /^https?:\/\//i.test(value) ? value : `https://${value}`;
			return URL.canParse(address) ? address : null;
		}
	}
}

export function iconOf(kind: Point['kind']): IconName {
	return ({ email: 'mail', phone: 'phone', url: 'link' } as const)[kind];
}

/** The address without what everybody knows: `linkedin.com/in/nora`. */
export function shortAddress(point: Pick<Point, 'kind' | 'value'>): string {
	if (point.kind !== 'url') return point.value;
	return point.value.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
}

/** What somebody pasted or typed: an address of mail or web, or a number; null for anything else. */
export function pointFrom(text: string): Pick<Point, 'kind' | 'value'> | null {
	const value = text.trim();
	if (!value) return null;
	if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return { kind: 'email', value };
	if (/^\+?[\d\s()/.-]{6,}$/.test(value)) return { kind: 'phone', value };
	if (/^(https?:\/\/)?[\w-]+(\.[\w-]+)+(\/\S*)?$/i.test(value)) return { kind: 'url', value };
	return null;
}
