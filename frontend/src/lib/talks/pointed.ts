import { answer, api } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { addPerson, splitName } from '#lib/people/adding.ts';
import { beginAsk } from '#lib/threads/threads.ts';
import { writeLines } from './lines.ts';
import type { Talk } from './talks.ts';

/**
 * Somebody was named in a talk: they come to *Want to ask*, with who led to them, and as a line of
 * the talk, unless there is one already. Without a network only the introduction is left out.
 */
export async function pointedTo(
	talk: Talk,
	name: string,
	{ line = true }: { line?: boolean } = {}
): Promise<void> {
	const introducer = talk.contact;
	const id = await addPerson({
		name,
		source: 'referral',
		why: m.why_named({ name: introducer.name })
	});
	await beginAsk({ id, name, first_name: splitName(name).given_name });
	if (line) await writeLines(talk, [{ text: name, tag: 'name' }]);
	try {
		const body = { id: newId(), introducer_id: introducer.id, introduced_id: id };
		await answer(api.POST('/v1/introductions', { body }));
	} catch (reason) {
		if (!(reason instanceof Failure && (reason.offline || reason.status === 404))) throw reason;
	}
}
