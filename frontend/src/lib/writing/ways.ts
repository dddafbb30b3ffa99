import * as m from '#lib/paraglide/messages.js';
import type { Contact } from '#lib/people/people.ts';
import { addressOf } from '#lib/people/points.ts';
import type { Channel } from '#lib/threads/messages.ts';

/** How a message gets out of Askwell: the button's words, what opens, whether text is copied. */
export interface Way {
	label: string;
	/** What opens; null when there is nothing to open. */
	opens: string | null;
	copies: boolean;
}

/** Askwell never writes to a contact: it copies the text and opens what the person sends it with. */
export function wayOut(channel: Channel, person: Contact, subject: string, body: string): Way {
	const point = (kind: 'email' | 'phone' | 'url') => person.points.find((one) => one.kind === kind);
	switch (channel) {
		case 'email': {
			const to = point('email')?.value ?? '';
			// URLSearchParams writes "+" for a space, which mail programs show as it is.
			const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
			return { label: m.copy_and_open_mail(), opens: `mailto:${to}?${query}`, copies: true };
		}
		case 'linkedin_message':
		case 'linkedin_note': {
			const profile = point('url');
			const search = `https://www.linkedin.com/search/results/people/?keywords=${encodeURIComponent(person.name)}`;
			return {
				label: m.copy_and_open_profile(),
				opens: (profile && addressOf(profile)) ?? search,
				copies: true
			};
		}
		case 'chat': {
			const phone = point('phone');
			return {
				label: phone ? m.copy_and_open_chat() : m.copy_it(),
				opens: phone ? `sms:${phone.value.replace(/[^+\d]/g, '')}` : null,
				copies: true
			};
		}
		case 'spoken': {
			const phone = point('phone');
			return phone
				? { label: m.call_them(), opens: addressOf(phone), copies: false }
				: { label: m.asked_in_person(), opens: null, copies: false };
		}
		case 'through':
		case 'volunteer_request':
			return { label: m.copy_it(), opens: null, copies: true };
	}
}
