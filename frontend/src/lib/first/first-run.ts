import type { Channel } from '#lib/threads/messages.ts';

export type Step = 'wish' | 'who' | 'prompts' | 'why' | 'half_hour';

export interface FirstRun {
	wishKind: 'fit' | 'new_field' | 'gap' | 'looking' | null;
	wishLine: string;
	name: string;
	role: string;
	why: string;
	channel: Channel | null;
	reach: string;
	present: string;
}

const KEY = 'askwell.first';
const BLANK: FirstRun = {
	wishKind: null,
	wishLine: '',
	name: '',
	role: '',
	why: '',
	channel: null,
	reach: '',
	present: ''
};

/** What was typed in the first run, kept for this tab so that a reload loses nothing. */
export function kept(): FirstRun {
	try {
		return { ...BLANK, ...(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<FirstRun>) };
	} catch {
		return { ...BLANK };
	}
}

export function keep(first: FirstRun): void {
	try {
		sessionStorage.setItem(KEY, JSON.stringify(first));
	} catch {
		// Without storage a reload begins anew; nothing else depends on it.
	}
}

export function forget(): void {
	try {
		sessionStorage.removeItem(KEY);
	} catch {
		// Nothing was kept.
	}
}
