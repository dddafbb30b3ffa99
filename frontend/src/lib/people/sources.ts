import * as m from '#lib/paraglide/messages.js';
import type { Contact } from './people.ts';

type Source = NonNullable<Contact['source']>;

/** How a person came to somebody, in words. */
export const SOURCES: readonly { value: Source; label: () => string }[] = [
	{ value: 'known', label: m.source_known },
	{ value: 'referral', label: m.source_referral },
	{ value: 'alumni', label: m.source_alumni },
	{ value: 'event', label: m.source_event },
	{ value: 'association', label: m.source_association },
	{ value: 'linkedin', label: m.source_linkedin },
	{ value: 'cold', label: m.source_cold },
	{ value: 'host', label: m.source_host }
];
