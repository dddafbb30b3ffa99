import type { ClientInit } from '@sveltejs/kit/hooks';
import { account } from '#lib/session/account.ts';

/** Whoever opens the product without a trace of a sign-in on this device comes to that page at once,
 *  and does not wait for the screen behind it. */
export const init: ClientInit = () => {
	if (location.pathname === '/' && account() === null)
		history.replaceState(history.state, '', '/sign-in');
};
