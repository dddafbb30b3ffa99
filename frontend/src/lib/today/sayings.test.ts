import { expect, test } from 'vitest';
import { behind, saying } from './sayings.ts';
import { fitting } from './evidence.ts';
import type { Item } from './today.ts';

const NOW = new Date('2026-05-07T09:00:00Z');
const ID = '01890000-0000-7000-8000-000000000001';
const HELEN = {
	id: '01890000-0000-7000-8000-000000000002',
	name: 'Helen Marsh',
	first_name: 'Helen'
};

function item(kind: Item['kind'], more: Partial<Item> = {}): Item {
	return {
		kind,
		subject: { type: 'thread', id: ID },
		contact: HELEN,
		names: [],
		due: null,
		minutes: 3,
		line: null,
		about: null,
		up_at: null,
		later: [],
		actions: ['done', 'snooze'],
		...more
	};
}

const said = (one: Item) => saying(one, NOW, 'Europe/London');

test('an introducer hears of whom one met, on the page that writes of it', () => {
	const words = said(item('tell_introducer', { about: 'Ewan' }));
	expect(words?.title).toBe('Tell Helen you met Ewan');
	expect(words?.href).toBe(`/people/${HELEN.id}/tell?circle=${ID}`);
});

test('a promise of theirs is done by them', () => {
	const one = item('promise_theirs', { about: 'The reading list' });
	expect(said(one)?.done).toBe('They did it');
	expect(behind(one)).toBe('The reading list');
});

test('the name of somebody one met is no words of anybody', () => {
	expect(behind(item('tell_introducer', { about: 'Ewan' }))).toBeNull();
});

test('a second person is named with the place', () => {
	const names = [
		{ id: ID, name: 'Ana Ferreira', first_name: 'Ana' },
		{ id: ID, name: 'Ben Adeyemi', first_name: 'Ben' }
	];
	expect(said(item('second_person', { names, about: 'Openward' }))?.title).toBe(
		'Think of Ana, Ben at Openward as well'
	);
});

test('reading up leads to the sheet, a talk that is soon to the talk', () => {
	const due = { at: '2026-05-08T11:30:00Z', local: '2026-05-08T12:30:00', zone: 'Europe/London' };
	expect(said(item('prepare', { due }))).toMatchObject({
		title: 'Read up on Helen, for tomorrow 12:30',
		href: `/talks/${ID}/prepare`
	});
	expect(said(item('date_soon', { due }))).toMatchObject({
		title: 'Talk with Helen, tomorrow 12:30',
		href: `/talks/${ID}`
	});
	const begun = new Date('2026-05-08T11:34:00Z');
	expect(saying(item('date_soon', { due }), begun, 'Europe/London')).toMatchObject({
		title: 'Your talk with Helen',
		href: `/talks/${ID}/live`
	});
});

test('a kind of a newer version is left out instead of failing', () => {
	expect(said(item('something_new' as Item['kind']))).toBeNull();
	expect(fitting('something_new' as Item['kind'])).toBeNull();
});

test('somebody who was not needed for long is kept or let go, a key is told of by its day', () => {
	const kept = said(item('keep_person', { subject: { type: 'contact', id: HELEN.id } }));
	expect(kept).toMatchObject({
		title: 'Keep Helen in your list?',
		done: 'Keep',
		href: `/people/${HELEN.id}`
	});
	const due = { at: '2026-05-19T09:00:00Z', local: '2026-05-19T10:00:00', zone: 'Europe/London' };
	const key = item('token_ends', { contact: null, about: 'Sheets', due });
	expect(said(key)).toMatchObject({ done: 'All right', href: '/settings/tokens' });
	expect(said(key)?.title).toContain('The key “Sheets” ends ');
});
