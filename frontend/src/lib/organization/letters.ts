import { answer, api, type Schema } from '#lib/http/api.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import * as m from '#lib/paraglide/messages.js';

export type Draft = Omit<Schema['LetterDraft'], 'basis' | 'replies'> &
	Required<Pick<Schema['LetterDraft'], 'basis' | 'replies'>>;
export type Preview = Schema['LetterPreview'];
export type Sending = Schema['Sending'];
export type Reason = Schema['StuckGroup']['reason'];

/** Where the first name of each stands in what is written to several. */
export const NAME = '{name}';

/** A beginning for whoever is stuck for this reason, to be changed before it is sent. */
const BEGINNINGS: Record<Reason, (names: { name: string }) => string> = {
	not_started: m.nudge_not_started,
	no_ask_sent: m.nudge_no_ask_sent,
	no_answers: m.nudge_no_answers,
	talk_not_thanked: m.nudge_talk_not_thanked,
	quiet: m.nudge_quiet
};

export const beginning = (reason: Reason | null, name: string): string =>
	(reason ? BEGINNINGS[reason] : m.nudge_plain)({ name });

export const isReason = (text: string | null): text is Reason =>
	text !== null && text in BEGINNINGS;

/** What would be sent, word for word; nothing is sent. */
export function preview(organization_id: string, body: Draft): Promise<Preview> {
	return answer(
		api.POST('/v1/organizations/{organization_id}/letters/preview', {
			params: { path: { organization_id } },
			body
		})
	);
}

/** Sends what was looked at; `sending_id` is the same when it is tried again. */
export async function send(
	organization_id: string,
	sending_id: string,
	draft: Draft,
	looked: Preview
): Promise<void> {
	const sent = await answer(
		api.PUT('/v1/organizations/{organization_id}/letters/{sending_id}', {
			params: { path: { organization_id, sending_id } },
			body: { ...draft, preview: looked.preview }
		})
	);
	sending(organization_id, sending_id).put(sent);
	invalidate(`organization/${organization_id}/queue`);
}

/** What became of it, in numbers. */
export function sending(organization_id: string, sending_id: string): Query<Sending> {
	return query(`organization/${organization_id}/sending/${sending_id}`, () =>
		answer(
			api.GET('/v1/organizations/{organization_id}/letters/{sending_id}', {
				params: { path: { organization_id, sending_id } }
			})
		)
	);
}

/** The numbers in words; none where nobody is left out. */
export function outcome(one: Sending): string[] {
	const missed = one.n - one.reached - one.waiting;
	return [
		m.letters_reached({ count: one.reached, n: one.n }),
		...(one.waiting ? [m.letters_waiting({ count: one.waiting })] : []),
		...(missed && one.gone === null ? [m.letters_missed({ count: missed })] : []),
		...(one.gone ? [m.letters_gone({ count: one.gone })] : []),
		...(one.ended ? [m.letters_ended({ count: one.ended })] : []),
		...(one.closed ? [m.letters_closed({ count: one.closed })] : [])
	];
}
