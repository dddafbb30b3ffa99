import { answer, api, type Schema } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';

export type Devices = Schema['PushDevices'];

/**
 * What this browser can do about notifications: it may still ask (`can`), they come (`on`), they were
 * refused here before (`refused`), iOS wants the app on the home screen first (`install`), or it has
 * none (`cannot`).
 */
export type Standing = 'can' | 'on' | 'refused' | 'install' | 'cannot';

export const devices = () => query('push-devices', () => answer(api.GET('/v1/me/push-devices')));

const isApple = () =>
	/iPhone|iPad/.test(navigator.userAgent) ||
	(navigator.userAgent.includes('Mac') && navigator.maxTouchPoints > 1);
const isInstalled = () => matchMedia('(display-mode: standalone)').matches;

/** How it stands here; `known` is what the server says of this sign-in. */
export function standing(known: Devices | undefined): Standing {
	if (
		!('serviceWorker' in navigator) ||
		!('PushManager' in window) ||
		!('Notification' in window)
	) {
		return isApple() && !isInstalled() ? 'install' : 'cannot';
	}
	if (Notification.permission === 'denied') return 'refused';
	const here = known?.items.some(({ current }) => current);
	return Notification.permission === 'granted' && here ? 'on' : 'can';
}

/**
 * Has notifications come to this browser. Call it from a gesture: only then may a browser ask.
 * Answers how it stands afterwards.
 */
export async function subscribe(): Promise<Standing> {
	// First of all: Safari asks only while the gesture lasts.
	if ((await Notification.requestPermission()) !== 'granted') return standing(undefined);
	const shown = devices();
	if (!shown.data) await shown.refresh();
	const key = shown.data?.application_server_key;
	if (!key) return 'can';
	await tell(await subscriptionWith(key), key);
	return standing(shown.data);
}

/** After signing in again the same browser is told of anew; nobody is asked for anything. */
export async function renew(): Promise<void> {
	if (!('Notification' in window) || Notification.permission !== 'granted') return;
	const registration = await navigator.serviceWorker?.getRegistration();
	if (!(await registration?.pushManager?.getSubscription())) return;
	const shown = devices();
	await shown.refresh();
	const known = shown.data;
	if (!known || known.items.some(({ current }) => current)) return;
	await tell(await subscriptionWith(known.application_server_key), known.application_server_key);
}

/** No more notifications on this or another device of mine. */
export async function unsubscribe(id: string, here: boolean): Promise<void> {
	await answer(
		api.DELETE('/v1/me/push-devices/{device_id}', { params: { path: { device_id: id } } })
	);
	if (here) {
		const registration = await navigator.serviceWorker.getRegistration();
		await (await registration?.pushManager.getSubscription())?.unsubscribe();
	}
	await devices().refresh();
}

/** Whether first names may stand on the lock screen of this device. */
export async function showNames(id: string, names: boolean): Promise<void> {
	const params = { path: { device_id: id } };
	await answer(api.PATCH('/v1/me/push-devices/{device_id}', { params, body: { names } }));
	await devices().refresh();
}

async function subscriptionWith(key: string): Promise<PushSubscription> {
	const { pushManager } = await navigator.serviceWorker.ready;
	const known = await pushManager.getSubscription();
	if (known && text(known.options.applicationServerKey) === key) return known;
	// One with another key can't be sent to by us.
	await known?.unsubscribe();
	return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function tell(subscription: PushSubscription, key: string): Promise<void> {
	const body = {
		endpoint: subscription.endpoint,
		p256dh: text(subscription.getKey('p256dh')),
		auth: text(subscription.getKey('auth')),
		application_server_key: key
	};
	devices().put(await answer(api.POST('/v1/me/push-devices', { body })));
}

function text(raw: ArrayBuffer | null): string {
	if (!raw) return '';
	return btoa(String.fromCharCode(...new Uint8Array(raw)))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replace(/=+$/, '');
}
