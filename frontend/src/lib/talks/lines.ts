import { answer, api } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';
import type { Fresh } from '#lib/offline/writing.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';
import { asLine, lines, talk, type Line, type Talk } from './talks.ts';

/** Text as it was typed, one thought to a line. */
export function thoughts(text: string): string[] {
	return text
		.split('\n')
		.map((line) => line.replace(/^\s*[-*•–]\s+/, '').trim())
		.filter(Boolean);
}

/** Writes lines down, also without a network; they are on the screen at once. */
export async function writeLines(one: Talk, fresh: readonly Fresh[]): Promise<void> {
	if (fresh.length === 0) return;
	// With the library under it: a talk that is only looked at does without.
	const { standingHere, writeDown } = await import('#lib/offline/writing.ts');
	if (await writeDown(one.id, fresh)) {
		lines(one.id).put({ items: (await standingHere(one.id)).map(asLine) });
	} else lines(one.id).invalidate();
}

/**
 * An edit is a new line that takes the place of the old one, at its moment. Words for a mark make a
 * line of it.
 */
export async function replaceLine(one: Talk, old: Line, text: string): Promise<void> {
	const { promiser, due_on, question_id, at } = old;
	const tag = old.kind === 'mark' ? 'insight' : old.tag;
	await writeLines(one, [{ tag, promiser, due_on, question_id, at, text, supersedes: old.id }]);
}

/** Takes a line away; *Undo* writes it again. */
export async function removeLine(one: Talk, line: Line): Promise<void> {
	await writeLines(one, [
		{ kind: line.kind, question_id: line.question_id, supersedes: line.id, gone: true }
	]);
	const { kind, text, tag, promiser, due_on, question_id, at } = line;
	say(m.line_gone(), () =>
		writeLines(one, [{ kind, text, tag, promiser, due_on, question_id, at }])
	);
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
