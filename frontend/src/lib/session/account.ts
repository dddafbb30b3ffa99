const KEY = 'askwell.account';
const EXAMPLE = 'askwell.example';

/** Whose data this device shows: the person's id, or null when nobody has signed in here. */
export function account(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}

/** Whether this device shows the example: known before the server says so, since a line about it
 *  that came later would push the screen down. */
export function inExample(): boolean {
	try {
		return localStorage.getItem(EXAMPLE) !== null;
	} catch {
		return false;
	}
}

/** Remembers who signed in, and whether that is the example; null when they left. */
export function setAccount(id: string | null, example = false): void {
	try {
		if (id) localStorage.setItem(KEY, id);
		else localStorage.removeItem(KEY);
		if (example) localStorage.setItem(EXAMPLE, 'yes');
		else localStorage.removeItem(EXAMPLE);
	} catch {
		// Storage can be forbidden; then nothing is kept offline, and all else works.
	}
}
