import type { Contact } from '#lib/people/people.ts';
import type { Channel, Kind } from '#lib/threads/messages.ts';
import type { Opening } from './draft.svelte.ts';

export function openingOf(kind: Kind, person: Contact, wanted: Channel | null): Opening {
	return {
		channel: wanted ?? 'email',
		subject: kind === 'ask' ? 'Question about your work' : '',
		body: `Dear ${person.given_name}, ${person.why ?? ''} I am {{who you are}}. Could I ask you three questions by phone, 20 minutes, whenever suits you?\n\nNora`
	};
}
