import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Target = Schema['TargetRead'];
export type TargetChange = Schema['TargetChange'];

export const targets = () => query('targets', () => answer(api.GET('/v1/target-employers')));

/** Puts a place of work on the list; *Undo* takes it off. */
export async function add(employer: string): Promise<Target> {
	const body: Schema['TargetCreate'] = { id: newId(), employer: employer.trim() };
	const made = await answer(api.POST('/v1/target-employers', { body }));
	invalidate('targets', 'finding');
	say(m.target_added({ name: made.employer.name }), () => takeOff(made));
	return made;
}

/** Changes what is noted of it. */
export async function change(target: Target, body: TargetChange): Promise<void> {
	const path = { target_id: target.id };
	await fresh(
		target.version,
		(header) =>
			answer(api.PATCH('/v1/target-employers/{target_id}', { body, params: { path, header } })),
		async () =>
			(await answer(api.GET('/v1/target-employers/{target_id}', { params: { path } }))).version
	);
	invalidate('targets');
}

/** Takes it off the list; *Undo* puts it back with everything that was noted. */
export async function remove(target: Target): Promise<void> {
	await takeOff(target);
	say(m.target_removed({ name: target.employer.name }), async () => {
		const path = { target_id: target.id };
		await answer(api.POST('/v1/target-employers/{target_id}/restore', { params: { path } }));
		invalidate('targets');
	});
}

async function takeOff(target: Target): Promise<void> {
	const path = { target_id: target.id };
	await answer(api.DELETE('/v1/target-employers/{target_id}', { params: { path } }));
	invalidate('targets', 'finding');
}

const MOTIVATION = [
	m.target_motivation_1,
	m.target_motivation_2,
	m.target_motivation_3,
	m.target_motivation_4,
	m.target_motivation_5
];
const POSTING = [m.target_posting_1, m.target_posting_2, m.target_posting_3];

/** How much one would like it: the words of 1 to 5. */
export const motivations = MOTIVATION.map((words, at) => ({
	value: String(at + 1),
	label: words()
}));

/** How near what they advertise comes: the words of 1 to 3. */
export const postings = POSTING.map((words, at) => ({ value: String(at + 1), label: words() }));

/** Who speaks for one there. */
export const advocates: { value: Target['alumni']; label: string }[] = [
	{ value: 'none', label: m.target_alumni_none() },
	{ value: 'alumni', label: m.target_alumni_alumni() },
	{ value: 'advocate', label: m.target_alumni_advocate() }
];

/** Whom one knows there, in a sentence. */
export function knownWords({ people, known }: Target): string {
	const [first, second] = known;
	if (!first) return m.target_know_nobody();
	if (!second) return m.target_know_one({ name: first.name });
	if (people === 2) return m.target_know_two({ name: first.name, other: second.name });
	return m.target_know_many({ name: first.name, count: people - 1 });
}
