import { goto } from '$app/navigation';
import { answer, api, onSignedOut, type Schema } from '#lib/http/api.ts';
import { forgetQueries, query } from '#lib/http/query.ts';
import { account, setAccount } from './account.ts';
import { applyTheme } from './theme.ts';

export type Me = Schema['MeRead'];
export type Profile = Schema['ProfileRead'];

/** Who is signed in. */
export const me = () =>
	query('me', async () => {
		const person = await answer(api.GET('/v1/me'));
		welcome(person);
		return person;
	});

/** What the browser knows about a newcomer: zone, language, country. */
export function whereabouts(): { zone: string; locale: string; country: string | null } {
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	const locale = new Intl.Locale(navigator.language);
	return { zone: timeZone, locale: locale.toString(), country: locale.region ?? null };
}

function welcome(person: Me): void {
	const before = account();
	if (before && before !== person.id) forgetQueries();
	setAccount(person.id, person.example);
	applyTheme(person.profile.theme);
}

/** Takes over a fresh sign-in and goes where the person wanted to go. */
export async function enter(signedIn: Schema['SignedIn']): Promise<void> {
	forgetQueries();
	welcome(signedIn.person);
	me().put(signedIn.person);
	const first = signedIn.person.profile.first_run_done_at === null && !signedIn.person.example;
	await goto(signedIn.target ?? (first ? '/start' : '/'), { replaceState: true });
}

/** Opens the demo story, which nobody can change. */
export async function enterExample(): Promise<void> {
	await enter(await answer(api.POST('/v1/sign-in/example')));
}

/** Leaves the demo story: back to where one is signed in, or to the sign-in page. */
export async function leaveExample(): Promise<void> {
	await answer(api.POST('/v1/sign-out'));
	const looked = account();
	if (looked) await forgetKept(looked);
	setAccount(null);
	forgetQueries();
	await goto('/', { replaceState: true, invalidateAll: true });
	void me().refresh();
}

/** Signs out here; with `forget` this device keeps nothing of the account. */
export async function signOut({ forget }: { forget: boolean }): Promise<void> {
	await answer(api.POST('/v1/sign-out'));
	await leave(forget);
}

async function leave(forget: boolean): Promise<void> {
	const owner = account();
	setAccount(null);
	if (owner && forget) await forgetKept(owner);
	await goto('/sign-in', { replaceState: true });
	forgetQueries();
}

async function forgetKept(owner: string): Promise<void> {
	const [{ forgetSeen }, { forgetWritten }] = await Promise.all([
		import('#lib/offline/seen.ts'),
		import('#lib/offline/store.ts')
	]);
	await Promise.all([forgetSeen(owner), forgetWritten(owner)]);
}

/** Saves some fields of the profile; what the person set last wins over what another device set. */
export async function saveProfile(changes: Schema['ProfileChange']): Promise<void> {
	const mine = me();
	if (!mine.data) await mine.refresh();
	const before = mine.data;
	if (!before) return;
	mine.put({ ...before, profile: { ...before.profile, ...changes } as Profile });
	try {
		const profile = await patchProfile(before.profile.version, changes);
		mine.put({ ...before, profile });
		applyTheme(profile.theme);
	} catch (reason) {
		mine.put(before);
		throw reason;
	}
}

async function patchProfile(version: number, body: Schema['ProfileChange']): Promise<Profile> {
	const { fresh } = await import('#lib/http/fresh.ts');
	return fresh(
		version,
		(header) => answer(api.PATCH('/v1/me/profile', { body, params: { header } })),
		async () => (await answer(api.GET('/v1/me'))).profile.version
	);
}

/** The path to come back to after signing in; never an address of somebody else. */
export function safeTarget(target: string | null): string | null {
	return target && /^\/(?![/\\])/.test(target) ? target : null;
}

onSignedOut(() => {
	const { pathname, search } = location;
	// Nobody is sent away from a talk: what they write is on this device, and travels after it.
	if (pathname.startsWith('/sign-in') || pathname.endsWith('/live')) return;
	forgetQueries();
	const target = pathname === '/' ? '' : `?target=${encodeURIComponent(pathname + search)}`;
	void goto(`/sign-in${target}`, { replaceState: true });
});
