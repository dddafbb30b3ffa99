import { answer, api, type Schema } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';

export type Message = Schema['MessageRead'];
export type Channel = Message['channel'];
export type Kind = Message['kind'];

export const messages = (thread: string) =>
	query(`messages/${thread}`, () =>
		answer(api.GET('/v1/threads/{thread_id}/messages', { params: { path: { thread_id: thread } } }))
	);

/** The channels a person chooses from, in words; the rest belong to other parts of the product. */
export const CHANNELS: readonly { value: Channel; label: () => string; short: () => string }[] = [
	{ value: 'email', label: m.channel_email, short: m.channel_email_short },
	{ value: 'linkedin_message', label: m.channel_linkedin, short: m.channel_linkedin_short },
	{ value: 'linkedin_note', label: m.channel_note, short: m.channel_note_short },
	{ value: 'chat', label: m.channel_chat, short: m.channel_chat_short },
	{ value: 'spoken', label: m.channel_spoken, short: m.channel_spoken_short },
	{ value: 'through', label: m.channel_through, short: m.channel_through_short }
];
