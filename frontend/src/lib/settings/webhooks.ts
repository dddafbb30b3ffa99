import { answer, api, type Schema } from '#lib/http/api.ts';
import { fresh } from '#lib/http/fresh.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { plainDate } from '#lib/time/phrases.ts';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Webhook = Schema['WebhookRead'];
export type Sent = Schema['WebhookDelivery'];
export type EventType = NonNullable<Schema['WebhookCreate']['types']>[number];

/** What can be told, as the API names it. */
export const TYPES: readonly EventType[] = [
	'contact.created',
	'contact.updated',
	'contact.deleted',
	'thread.asked',
	'thread.answered',
	'thread.scheduled',
	'thread.closed',
	'conversation.held',
	'conversation.cancelled',
	'conversation.missed',
	'thanks.sent',
	'promise.kept',
	'promise.late',
	'insight.created',
	'advice.done',
	'advice.told',
	'goal.revised',
	'report.ready',
	'outcome.recorded',
	'grant.given',
	'grant.revoked',
	'host_request.answered',
	'host_request.expired'
];

const KEY = 'webhooks';
const log = (id: string) => `webhook-log:${id}`;

/** Twenty are the most, so there is one page. */
export const webhooks = () =>
	query(KEY, () => answer(api.GET('/v1/webhooks', { params: { query: { limit: 20 } } })));

export const sentTo = (id: string) =>
	new Pages<Sent>(log(id), (cursor) =>
		answer(
			api.GET('/v1/webhooks/{webhook_id}/deliveries', {
				params: { path: { webhook_id: id }, query: { limit: 20, ...(cursor && { cursor }) } }
			})
		)
	);

function changed(id: string): void {
	invalidate(KEY, log(id));
}

/** Who is told, without what may be secret in the address. */
export function hostOf(one: Webhook): string {
	try {
		return new URL(one.url).host;
	} catch {
		return one.url;
	}
}

/** Adds one; answers the secret that signs its messages, this once. */
export async function addWebhook(url: string, types: EventType[]): Promise<string> {
	const body = { id: newId(), url, types };
	const { secret } = await answer(api.POST('/v1/webhooks', { body }));
	invalidate(KEY);
	return secret ?? '';
}

async function change(one: Webhook, body: Schema['WebhookChange']): Promise<void> {
	const path = { webhook_id: one.id };
	await fresh(
		one.version,
		(header) => answer(api.PATCH('/v1/webhooks/{webhook_id}', { params: { path, header }, body })),
		async () => (await answer(api.GET('/v1/webhooks/{webhook_id}', { params: { path } }))).version
	);
	changed(one.id);
}

export async function pause(one: Webhook): Promise<void> {
	await change(one, { paused: true });
	say(m.webhook_is_paused());
}

/** Goes on, whatever stopped it; what waits goes out. */
export async function goOn(one: Webhook): Promise<void> {
	await change(one, { paused: false });
	say(m.webhook_went_on());
}

export async function tryIt(one: Webhook): Promise<void> {
	const params = { path: { webhook_id: one.id } };
	await answer(api.POST('/v1/webhooks/{webhook_id}/test', { params, body: {} }));
	changed(one.id);
	say(m.webhook_test_sent());
}

/** Answers the new secret, this once; for a day the one before signs as well. */
export async function newSecret(one: Webhook): Promise<string> {
	const params = { path: { webhook_id: one.id } };
	const body = { overlap_hours: 24 };
	const { secret } = await answer(
		api.POST('/v1/webhooks/{webhook_id}/rotate-secret', { params, body })
	);
	changed(one.id);
	return secret;
}

/** Takes one away; *Undo* brings it back. */
export async function takeAway(one: Webhook): Promise<void> {
	const params = { path: { webhook_id: one.id } };
	await answer(api.DELETE('/v1/webhooks/{webhook_id}', { params }));
	changed(one.id);
	say(m.webhook_deleted({ host: hostOf(one) }), async () => {
		await answer(api.POST('/v1/webhooks/{webhook_id}/restore', { params }));
		changed(one.id);
		say(m.webhook_back({ host: hostOf(one) }));
	});
}

export async function sendAgain(one: Webhook, sent: Sent): Promise<void> {
	const params = { path: { webhook_id: one.id } };
	const body = { delivery_ids: [sent.id] };
	await answer(api.POST('/v1/webhooks/{webhook_id}/replay', { params, body }));
	changed(one.id);
	say(m.webhook_replayed());
}

/** How it is doing, in a sentence. */
export function stateOf(one: Webhook, zone: string, now: Date): string {
	const when = (at: string | null) => plainDate(at ?? one.created_at, zone, now);
	switch (one.state) {
		case 'on':
			return one.last_at ? m.webhook_state_on() : m.webhook_state_new();
		case 'paused':
			return m.webhook_state_paused();
		case 'failing':
			return m.webhook_state_failing({ when: when(one.failing_since) });
		case 'off':
			return m.webhook_state_off({ when: when(one.off_at) });
		case 'gone':
			return m.webhook_state_gone();
		case 'cut_off':
			return m.webhook_state_cut_off();
	}
}

const CODES: Record<string, () => string> = {
	slow: m.webhook_answer_slow,
	unreachable: m.webhook_answer_unreachable,
	address: m.webhook_answer_address,
	error: m.webhook_answer_error
};

/** What came of one, in a few words. */
export function outcomeOf(one: Sent): string {
	if (one.state === 'delivered') return m.webhook_answer_taken({ status: one.status ?? '' });
	if (one.state === 'not-wanted') return m.webhook_answer_not_wanted();
	if (one.status) return m.webhook_answer_status({ status: one.status });
	return (CODES[one.code ?? ''] ?? m.webhook_answer_waits)();
}
