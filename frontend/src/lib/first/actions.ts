import { answer, api } from '#lib/http/api.ts';
import { newId } from '#lib/ids.ts';
import { addAndAsk } from '#lib/people/adding.ts';
import { pointFrom } from '#lib/people/points.ts';
import { saveProfile } from '#lib/session/session.svelte.ts';
import type { FirstRun } from './first-run.ts';

/** Keeps what the person would like to find out. */
export async function settle(first: FirstRun): Promise<void> {
	await saveProfile({ wish_kind: first.wishKind, wish_line: first.wishLine.trim() });
}

/** Makes the first person and the first ask; answers the address of the composer. */
export async function begin(first: FirstRun): Promise<string> {
	const point = pointFrom(first.reach);
	const thread = await addAndAsk({
		name: first.name.trim() || first.role.trim(),
		why: first.why,
		role: first.role,
		...(point && { points: [point] })
	});
	if (first.present.trim()) {
		const body = { id: newId(), name: first.present.trim(), present: true };
		await answer(api.POST('/v1/employers', { body }));
	}
	const channel = first.channel ? `&channel=${first.channel}` : '';
	return `/write/${thread}?first=1${channel}`;
}

/** The first run is over; with the half hour, if one was chosen. */
export async function finish(half?: { days: number[]; time: string }): Promise<void> {
	await saveProfile({
		first_run_done_at: new Date().toISOString(),
		...(half && { half_hour_days: half.days, half_hour_time: half.time })
	});
}
