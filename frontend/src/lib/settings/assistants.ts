import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';

export type AssistantCall = Schema['AssistantCallRead'];

/** Whether one lets assistants in, and where they call. */
export const assistants = () => query('assistants', () => answer(api.GET('/v1/me/assistants')));

/** What assistants called, by the hour, the latest first. */
export const assistantCalls = () =>
	new Pages('assistant-calls', (cursor) =>
		answer(api.GET('/v1/me/assistants/calls', { params: { query: { cursor } } }))
	);

export async function letIn(): Promise<void> {
	assistants().put(await answer(api.PUT('/v1/me/assistants')));
}

/** From the next call on none comes in. */
export async function keepOut(): Promise<void> {
	await answer(api.DELETE('/v1/me/assistants'));
	await assistants().refresh();
}

const DONE: Record<string, () => string> = {
	what_is_due: m.assistants_tool_what_is_due,
	find_people: m.assistants_tool_find_people,
	read_person: m.assistants_tool_read_person,
	list_talks: m.assistants_tool_list_talks,
	read_talk: m.assistants_tool_read_talk,
	draft_message: m.assistants_tool_draft_message
};

/** What a call did: *Pen pal read about somebody*. */
export function told({ caller, tool }: AssistantCall): string {
	return m.assistants_call({ caller, what: DONE[tool]?.() ?? tool });
}
