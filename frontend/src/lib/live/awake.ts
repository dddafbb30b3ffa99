/** Keeps the screen on while a talk is open; answers how to let it sleep again. */
export function stayAwake(): () => void {
	let lock: WakeLockSentinel | undefined;
	let over = false;

	async function ask() {
		if (document.hidden || over || (lock && !lock.released)) return;
		try {
			const given = await navigator.wakeLock.request('screen');
			if (over) await given.release();
			else lock = given;
		} catch {
			// An old browser, or a battery that is nearly empty: then the screen sleeps.
		}
	}

	// The lock is taken away whenever the app is left.
	document.addEventListener('visibilitychange', ask);
	void ask();
	return () => {
		over = true;
		document.removeEventListener('visibilitychange', ask);
		void lock?.release();
	};
}
