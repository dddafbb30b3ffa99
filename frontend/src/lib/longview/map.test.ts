import { expect, test } from 'vitest';
import { drawn, nearest, openedBy, openers, wayTo } from './map.ts';
import type { Led } from './longview.ts';

const one = (id: string, field: string | null, led_by_id: string | null, depth: number): Led => ({
	contact: { id, name: id, first_name: id },
	role: '',
	employer_name: null,
	field,
	source: led_by_id ? 'referral' : 'alumni',
	depth,
	led_by_id,
	talked_on: null
});
const ANA = one('ana', 'data', null, 0);
const BEN = one('ben', 'it', 'ana', 1);
const HELEN = one('helen', 'health', 'ben', 2);
const SAM = one('sam', 'data', 'ana', 1);
const ALL = [ANA, BEN, HELEN, SAM];
const KNOWN = new Map(ALL.map((led) => [led.contact.id, led]));

test('everybody stands in their sector, further out with each step', () => {
	const map = drawn(ALL, [], 'field', 340);
	expect(map.groups.map(({ value }) => value)).toEqual(['data', 'it', 'health']);
	for (const group of map.groups) {
		for (const { contact } of group.people) {
			const { x, y } = map.dots.get(contact.id)!;
			const angle = (Math.atan2(x - 170, 170 - y) + 2 * Math.PI) % (2 * Math.PI);
			expect(angle).toBeGreaterThan(group.from);
			expect(angle).toBeLessThan(group.to);
		}
	}
	const far = (id: string) => Math.hypot(map.dots.get(id)!.x - 170, map.dots.get(id)!.y - 170);
	expect(far('sam')).toBeGreaterThan(far('ana'));
	expect(map.across.match(/M/g)).toHaveLength(2);
	expect(map.within.match(/M/g)).toHaveLength(1);
	expect(drawn(ALL, [], 'field', 340)).toEqual(map);
});

test('two thousand people have room, each a place of their own', () => {
	const many = Array.from({ length: 2000 }, (_, n) =>
		one(`${n}`, `f${n % 13}`, n < 50 ? null : `${n % 50}`, n < 50 ? 0 : 1)
	);
	const map = drawn(many, [], 'field', 340);
	expect(map.dots.size).toBe(2000);
	expect(map.groups).toHaveLength(9);
	expect(new Set([...map.dots.values()].map(({ x, y }) => `${x} ${y}`)).size).toBeGreaterThan(1990);
	for (const { x, y } of map.dots.values()) expect(Math.hypot(x - 170, y - 170)).toBeLessThan(151);
});

test('whoever would be new has a sector where nobody stands yet', () => {
	const { contact } = one('ines', 'people', null, 0);
	const gap = { contact, role: '', employer_name: null, field: 'people' };
	const map = drawn(ALL, [gap], 'field', 340);
	expect(map.groups.at(-1)).toMatchObject({ value: 'people', people: [], gap: [gap] });
	expect(map.gaps).toMatch(/^M/);
});

test('a tap finds whoever is nearest, and the way to them', () => {
	const { dots } = drawn(ALL, [], 'field', 340);
	const { x, y } = dots.get('helen')!;
	expect(nearest(dots, x + 3, y - 3)).toBe('helen');
	expect(nearest(dots, -100, -100)).toBeNull();
	expect(wayTo(KNOWN, 'helen').map(({ contact }) => contact.id)).toEqual(['helen', 'ben', 'ana']);
	const circle = new Map([
		['a', one('a', null, 'b', 0)],
		['b', one('b', null, 'a', 1)]
	]);
	expect(wayTo(circle, 'a')).toHaveLength(2);
});

test('who opened doors, and which', () => {
	expect(
		openers(ALL, 'field').map(({ one: by, people, groups }) => [by.contact.id, people, groups])
	).toEqual([
		['ana', 3, 2],
		['ben', 1, 1]
	]);
	const { groups } = drawn(ALL, [], 'field', 340);
	expect(groups.map((group) => openedBy(KNOWN, group, 'field')?.contact.id ?? null)).toEqual([
		null,
		'ana',
		'ben'
	]);
});
