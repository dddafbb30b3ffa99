import { answer, api, type Schema } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';
import { newId } from '#lib/ids.ts';
import { deliver } from '#lib/offline/travel.svelte.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import { lines, talk, type Line, type Talk } from './talks.ts';

type Written = Schema['LineWritten'];
type Fresh = Pick<Written, 'text' | 'tag' | 'promiser' | 'due_on'>;

/** Text as it was typed, one thought to a line. */
export function thoughts(text: string): string[] {
	return text
		.split('\n')
		.map((line) => line.replace(/^\s*[-*•–]\s+/, '').trim())
		.filter(Boolean);
}

/** Writes lines down, also without a network; they are on the screen at once. */
export async function writeLines(one: Talk, fresh: Fresh[]): Promise<void> {
	if (fresh.length === 0) return;
	// A millisecond apart: lines stand in the order of their times, which is the one they came in.
	const first = Date.now() - fresh.length;
	const written = fresh.map((line, n) => ({
		id: newId(),
		at: new Date(first + n).toISOString(),
		...line
	}));
	await send(one, written);
	const shown = written.map(
		({ id, at, tag = 'plain', text = '', promiser = null, due_on = null }): Line => ({
			id,
			tag,
			text,
			at,
			promiser,
			due_on
		})
	);
	show(one, (before) => [...before, ...shown]);
}

/** An edit is a new line that takes the place of the old one. */
export async function replaceLine(one: Talk, old: Line, text: string): Promise<void> {
	const { tag, promiser, due_on } = old;
	const id = newId();
	const at = new Date().toISOString();
	await send(one, [{ id, at, tag, promiser, due_on, text, supersedes: old.id }]);
	show(one, (before) => before.map((line) => (line.id === old.id ? { ...line, id, text } : line)));
}

/** Takes a line away; *Undo* writes it again. */
export async function removeLine(one: Talk, line: Line): Promise<void> {
	await send(one, [{ id: newId(), at: new Date().toISOString(), supersedes: line.id, gone: true }]);
	show(one, (before) => before.filter((other) => other.id !== line.id));
	const { text, tag, promiser, due_on } = line;
	say(m.line_gone(), () => writeLines(one, [{ text, tag, promiser, due_on }]));
}

async function send(one: Talk, written: Written[]): Promise<void> {
	const label = m.travel_note({ name: one.contact.first_name });
	await deliver(`/v1/conversations/${one.id}/lines`, { lines: written }, label);
}

function show(one: Talk, change: (before: Line[]) => Line[]): void {
	const shown = lines(one.id);
	shown.put({ items: change(shown.data?.items ?? []) });
}

/** Remembers how far the questions got. Only a bookmark: without a network it is left out. */
export async function markStep(one: Talk, step: number): Promise<void> {
	if (step <= one.debrief.step) return;
	const path = { conversation_id: one.id };
	try {
		const marked = await answer(
			api.PATCH('/v1/conversations/{conversation_id}/debrief', { body: { step }, params: { path } })
		);
		talk(one.id).put(marked);
	} catch (reason) {
		if (!(reason instanceof Failure && reason.offline)) throw reason;
	}
}
