const KEY = 'askwell.account';

/** Whose data this device shows: the person's id, or null when nobody has signed in here. */
export function account(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}

/** Remembers who signed in; null when they left. */
export function setAccount(id: string | null): void {
	try {
		if (id) localStorage.setItem(KEY, id);
		else localStorage.removeItem(KEY);
	} catch {
		// Storage can be forbidden; then nothing is kept offline, and all else works.
	}
}
