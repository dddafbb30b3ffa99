/** Asks the browser not to throw this device's notes away when space is short. */
export async function keepStorage(): Promise<void> {
	try {
		await navigator.storage.persist();
	} catch {
		// An old browser decides by itself.
	}
}
