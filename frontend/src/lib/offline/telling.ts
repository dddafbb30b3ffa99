import * as m from '#lib/paraglide/messages.js';
import type { Schema } from '#lib/http/api.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { account } from '#lib/session/account.ts';
import { recallSeen } from './seen.ts';
import type { LocalEntry, LocalPhoto } from './store.ts';

const time = (at: string, style: Intl.DateTimeFormatOptions) =>
	new Intl.DateTimeFormat(getLocale(), style).format(new Date(at));

/** An entry in the words of a list. */
export function wordsOf(one: LocalEntry): string {
	if (one.gone) return m.notes_gone();
	if (one.kind === 'mark') return m.notes_mark({ time: time(one.at, { timeStyle: 'short' }) });
	if (one.kind === 'asked') return m.notes_asked();
	return one.text;
}

/** A photo of a page in the words of a list. */
export function pageWords(one: LocalPhoto): string {
	return one.alt || m.photo_of({ time: time(one.at, { timeStyle: 'short' }) });
}

/** Why the server would not take an entry. */
export function whyRefused(code: string | null): string {
	switch (code) {
		case 'no-talk':
			return m.notes_refused_no_talk();
		case 'erased':
			return m.failure_erased();
		case 'too-many':
			return m.notes_refused_too_many();
		case 'too-long':
			return m.notes_refused_too_long();
		default:
			return m.notes_refused_other();
	}
}

/** With whom a talk was, as this device last saw it. */
async function nameOf(talk: string): Promise<string> {
	const owner = account();
	const seen = owner
		? await recallSeen<Schema['ConversationRead']>(owner, `talk/${talk}`)
		: undefined;
	return seen ? m.talk_with({ name: seen.contact.name }) : talk;
}

/** Notes as a text that a person can read and keep, talk by talk, in the order they were written. */
export async function asText(entries: readonly LocalEntry[], now: Date): Promise<string> {
	const parts = [
		`${m.notes_file_title()}, ${time(now.toISOString(), { dateStyle: 'long', timeStyle: 'short' })}`
	];
	for (const talk of new Set(entries.map((one) => one.talk))) {
		parts.push('', await nameOf(talk), '');
		for (const one of entries.filter((entry) => entry.talk === talk)) {
			const when = time(one.at, { dateStyle: 'short', timeStyle: 'short' });
			parts.push(`${when}  ${wordsOf(one)}`);
		}
	}
	return parts.join('\n') + '\n';
}
