import * as m from '#lib/paraglide/messages.js';
import type { IconName } from '#lib/ui/icons.ts';
import type { Medium } from './talks.ts';

export const MEDIUMS: readonly { value: Medium; label: () => string; icon: IconName }[] = [
	{ value: 'phone', label: m.medium_phone, icon: 'phone' },
	{ value: 'video', label: m.medium_video, icon: 'video' },
	{ value: 'in_person', label: m.medium_in_person, icon: 'place' },
	{ value: 'chat', label: m.medium_chat, icon: 'talks' }
];

export function mediumOf(value: Medium) {
	return MEDIUMS.find((one) => one.value === value) ?? MEDIUMS[0]!;
}
