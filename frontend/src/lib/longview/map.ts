import type { Schema } from '#lib/http/api.ts';
import type { Led } from './longview.ts';

/**
 * Who led to whom as a map: oneself in the middle, a sector for each group, whoever one found
 * oneself inside and whom these led to further out. Laid out in one pass, always the same for the
 * same people.
 */

export type Gap = Schema['NextGap'];
export type By = 'field' | 'employer';

export interface Dot {
	id: string;
	x: number;
	y: number;
}

export interface Group {
	/** What they have in common; null where it is not noted, '' for the small groups together. */
	value: string | null;
	people: Led[];
	/** Who would be the first there. */
	gap: Gap[];
	/** Where the sector begins and ends, in radians from the top, clockwise. */
	from: number;
	to: number;
}

export interface Drawn {
	groups: Group[];
	dots: Map<string, Dot>;
	/** The radius of a dot. */
	dot: number;
	/** Path data: dots of those talked to, of the others, of those who would be new. */
	met: string;
	others: string;
	gaps: string;
	/** Path data: introductions within a group, and those that opened another one. */
	within: string;
	across: string;
	borders: string;
}

/** Groups that have a sector of their own; the smaller ones share one. */
const MOST_GROUPS = 8;
const MIDDLE = 26;
/** The greatest distance of two people, in px; with many they stand closer. */
const WIDEST = 22;

const about = (by: By, one: Led | Gap) => (by === 'field' ? one.field : one.employer_name);

/** The groups, the largest first, those who share the last sector before those of whom it is not noted. */
function grouped(items: readonly Led[], gap: readonly Gap[], by: By): Group[] {
	const found = new Map<string | null, Group>();
	const of = (value: string | null) => {
		let group = found.get(value);
		if (!group) found.set(value, (group = { value, people: [], gap: [], from: 0, to: 0 }));
		return group;
	};
	for (const one of items) of(about(by, one)).people.push(one);
	for (const one of gap) of(about(by, one)).gap.push(one);
	const unknown = found.get(null);
	const named = [...found.values()]
		.filter(({ value }) => value !== null)
		.sort((one, other) => other.people.length - one.people.length);
	const own = named.filter(
		(one, at) => at < MOST_GROUPS || (one.people.length === 0 && one.gap.length > 0)
	);
	const rest = named.filter((one) => !own.includes(one));
	if (rest.length > 1) {
		own.push({
			value: '',
			people: rest.flatMap(({ people }) => people),
			gap: rest.flatMap(({ gap: some }) => some),
			from: 0,
			to: 0
		});
	} else own.push(...rest);
	if (unknown) own.push(unknown);
	return own;
}

const point = (angle: number, far: number, centre: number) => ({
	x: centre + far * Math.sin(angle),
	y: centre - far * Math.cos(angle)
});

const short = (n: number) => Math.round(n * 10) / 10;

/** Everybody of a sector in rows from the inside out, a new row for each step away; null: no room. */
function seated(group: Group, apart: number, edge: number): [string, number, number][] | null {
	const wide = group.to - group.from;
	const placed: [string, number, number][] = [];
	const rows = new Map<number, string[]>();
	for (const { depth, contact } of group.people) {
		const row = rows.get(depth);
		if (row) row.push(contact.id);
		else rows.set(depth, [contact.id]);
	}
	const steps = [...rows.entries()].sort(([one], [other]) => one - other).map(([, ids]) => ids);
	if (group.gap.length > 0) steps.push(group.gap.map(({ contact }) => contact.id));
	let far = MIDDLE;
	for (const ids of steps) {
		for (let at = 0; at < ids.length;) {
			if (far > edge) return null;
			const room = Math.max(1, Math.floor((wide * far) / apart));
			const row = ids.slice(at, at + room);
			row.forEach((id, place) =>
				placed.push([id, group.from + (wide * (place + 0.5)) / row.length, far])
			);
			at += row.length;
			far += apart;
		}
	}
	return placed;
}

/** The whole map, `size` px wide and high. */
export function drawn(items: readonly Led[], gap: readonly Gap[], by: By, size: number): Drawn {
	const groups = grouped(items, gap, by);
	const weight = ({ people, gap: some }: Group) => 1 + Math.sqrt(people.length + some.length);
	const whole = groups.reduce((sum, one) => sum + weight(one), 0);
	let angle = 0;
	for (const group of groups) {
		group.from = angle;
		angle += (2 * Math.PI * weight(group)) / whole;
		group.to = angle;
	}
	const centre = size / 2;
	const edge = centre - 26;
	let apart = WIDEST;
	let seats: [string, number, number][] | null = null;
	while (seats === null) {
		seats = [];
		for (const group of groups) {
			const some = seated(group, apart, edge);
			if (some === null) {
				seats = null;
				break;
			}
			seats.push(...some);
		}
		apart *= 0.88;
	}
	const dots = new Map<string, Dot>();
	for (const [id, at, far] of seats) {
		const { x, y } = point(at, far, centre);
		dots.set(id, { id, x: short(x), y: short(y) });
	}
	return {
		groups,
		dots,
		dot: Math.max(1.5, Math.min(6, apart * 0.38)),
		...traced(items, gap, by, dots, centre),
		borders:
			groups.length > 1
				? groups
						.map(({ from }) => {
							const inner = point(from, MIDDLE - 12, centre);
							const outer = point(from, edge + 8, centre);
							return `M${short(inner.x)} ${short(inner.y)}L${short(outer.x)} ${short(outer.y)}`;
						})
						.join('')
				: ''
	};
}

function traced(
	items: readonly Led[],
	gap: readonly Gap[],
	by: By,
	dots: Map<string, Dot>,
	centre: number
) {
	const value = new Map(items.map((one) => [one.contact.id, about(by, one)]));
	const parts = { met: '', others: '', gaps: '', within: '', across: '' };
	for (const one of items) {
		const dot = dots.get(one.contact.id);
		if (!dot) continue;
		parts[one.talked_on ? 'met' : 'others'] += `M${dot.x} ${dot.y}h0`;
		const from = one.led_by_id ? dots.get(one.led_by_id) : undefined;
		if (!from) continue;
		// Bent towards the middle, so that lines of one group don't lie on one another.
		const x = short((from.x + dot.x) / 2 + (centre - (from.x + dot.x) / 2) * 0.25);
		const y = short((from.y + dot.y) / 2 + (centre - (from.y + dot.y) / 2) * 0.25);
		const across = value.get(one.contact.id) !== value.get(one.led_by_id ?? '');
		parts[across ? 'across' : 'within'] += `M${from.x} ${from.y}Q${x} ${y} ${dot.x} ${dot.y}`;
	}
	for (const { contact } of gap) {
		const dot = dots.get(contact.id);
		if (dot && !value.has(contact.id)) parts.gaps += `M${dot.x} ${dot.y}h0`;
	}
	return parts;
}

/** Whoever is nearest to a point, within a finger's width. */
export function nearest(dots: ReadonlyMap<string, Dot>, x: number, y: number): string | null {
	let found: string | null = null;
	let least = 24 ** 2;
	for (const dot of dots.values()) {
		const far = (dot.x - x) ** 2 + (dot.y - y) ** 2;
		if (far < least) {
			least = far;
			found = dot.id;
		}
	}
	return found;
}

/** Whom one came by, the nearest first. */
export function wayTo(items: ReadonlyMap<string, Led>, id: string): Led[] {
	const way: Led[] = [];
	let one = items.get(id);
	while (one && !way.includes(one)) {
		way.push(one);
		one = one.led_by_id ? items.get(one.led_by_id) : undefined;
	}
	return way;
}

export interface Opener {
	one: Led;
	/** How many people the way leads to through them, and how many other groups these are in. */
	people: number;
	groups: number;
}

/** Who opened most doors: those through whom the way leads to most people. */
export function openers(items: readonly Led[], by: By, most = 3): Opener[] {
	const known = new Map(items.map((one) => [one.contact.id, one]));
	const reached = new Map<string, { people: number; groups: Set<string | null> }>();
	for (const one of items) {
		for (const { contact, ...above } of wayTo(known, one.contact.id).slice(1)) {
			const found = reached.get(contact.id) ?? { people: 0, groups: new Set() };
			found.people += 1;
			const value = about(by, one);
			if (value !== null && value !== about(by, { contact, ...above })) found.groups.add(value);
			reached.set(contact.id, found);
		}
	}
	return items
		.flatMap((one) => {
			const found = reached.get(one.contact.id);
			return found ? [{ one, people: found.people, groups: found.groups.size }] : [];
		})
		.sort((one, other) => other.people - one.people)
		.slice(0, most);
}

/** Who was there when a group was opened: whoever led into it from elsewhere, the first of them. */
export function openedBy(items: ReadonlyMap<string, Led>, group: Group, by: By): Led | null {
	for (const one of group.people) {
		const from = one.led_by_id ? items.get(one.led_by_id) : undefined;
		if (!from) return null;
		if (about(by, from) !== about(by, one)) return from;
	}
	return null;
}
