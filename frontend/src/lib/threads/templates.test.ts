/** Templates begin the same drafts in the browser as the shared vectors say. */

import { expect, test } from 'vitest';
import addressingVectors from '../../../../tests/vectors/addressing.json';
import templateVectors from '../../../../tests/vectors/templates.json';
import { addressed } from './addressing.ts';
import type { Channel } from './checks/draft.ts';
import {
	beginAnswerToNo,
	beginAsk,
	beginFollowUp,
	type Begun,
	beginThanks,
	beginUpdate,
	CONNECTIONS,
	type Connection,
	type Known
} from './templates.ts';

type Vector = (typeof templateVectors)[number];

function begun(vector: Vector): Begun {
	const { recipient_names: recipientNames, ...rest } = vector.known;
	const known: Known = { ...rest, recipientNames };
	const channel = vector.channel as Channel;
	if (vector.kind === 'ask') return beginAsk(vector.connection as Connection, channel, known);
	if (vector.kind === 'thanks') {
		return beginThanks(channel, known, vector.lines, vector.promises);
	}
	if (vector.kind === 'update') return beginUpdate(channel, known, vector.followed);
	return vector.kind === 'follow_up'
		? beginFollowUp(channel, known)
		: beginAnswerToNo(channel, known);
}

test.each(templateVectors)('$name', (vector) => {
	expect(begun(vector)).toEqual(vector.result);
});

test.each(addressingVectors)('$said', ({ said, names, expect: wanted }) => {
	expect(addressed(said, names)).toEqual(wanted);
});

test('every kind of connection is offered with its label', () => {
	expect(CONNECTIONS.map(({ id }) => id)).toEqual([
		'school',
		'interest',
		'read',
		'introduced',
		'met',
		'cold'
	]);
	expect(CONNECTIONS.every(({ label }) => label.length > 0)).toBe(true);
});
