import { answer, api, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import * as m from '#lib/paraglide/messages.js';
import { KINDS } from '#lib/settings/reminders.ts';

export type Delivery = Schema['DeliveryRead'];

/** One thing that was to be said, and each way it went. */
export interface Happening {
	id: string;
	title: string;
	due: string;
	ways: Delivery[];
}

export const history = () =>
	new Pages<Delivery>('deliveries', (cursor) =>
		answer(api.GET('/v1/deliveries', { params: { query: { limit: 60, cursor } } }))
	);

const ORDER = ['app', 'push', 'email'];

/** The same thing by several ways is one happening; in the order in which they were read. */
export function happenings(deliveries: readonly Delivery[]): Happening[] {
	const found = new Map<string, Happening>();
	for (const one of deliveries) {
		const key = [one.kind, one.subject_id, one.occurrence].join(' ');
		const known = found.get(key);
		if (known) known.ways.push(one);
		else found.set(key, { id: one.id, title: titleOf(one.kind), due: one.due_at, ways: [one] });
	}
	for (const { ways } of found.values()) {
		ways.sort((a, b) => ORDER.indexOf(a.channel) - ORDER.indexOf(b.channel));
	}
	return [...found.values()];
}

function titleOf(kind: string): string {
	return KINDS.find((one) => one.kind === kind)?.label() ?? m.history_other();
}

const BECAUSE: Record<string, () => string> = {
	'no-device': m.history_because_no_device,
	'push-off': m.history_because_off,
	'push-gone': m.history_because_gone,
	'push-failed': m.history_because_failed
};

const NOT_WANTED: Record<string, () => string> = {
	pushed: m.history_pushed,
	told: m.history_done,
	done: m.history_done,
	'not-held': m.history_done,
	'not-planned': m.history_done,
	moved: m.history_moved,
	deleted: m.history_deleted,
	cancelled: m.history_cancelled,
	collapsed: m.history_collapsed,
	'too-late': m.history_too_late,
	quiet: m.history_quiet,
	vacation: m.history_vacation,
	'switched-off': m.history_switched_off,
	'enough-this-week': m.history_enough,
	bounce: m.history_bounce,
	complaint: m.history_complaint,
	'no-address': m.history_no_address,
	'app-only': m.history_app_only
};

/** What became of one way, in plain words: *By mail, because no device is set up.* */
export function outcome({ channel, state, outcome, because }: Delivery): string {
	const [what, why = ''] = (outcome ?? '').split(':');
	const reason = because ? BECAUSE[because]?.() : undefined;
	if (what === 'not-wanted') return NOT_WANTED[why]?.() ?? m.history_done();
	if (what === 'said') return m.history_said();
	if (what === 'gone') return m.history_gone();
	if (what === 'returned') return why === 'bounce' ? m.history_bounced() : m.history_complained();
	if (state === 'dead') return channel === 'push' ? m.history_push_dead() : m.history_dead();
	if (what === 'sent' && channel === 'push') return m.history_device();
	if (what === 'sent') return reason ? m.history_mail_because({ reason }) : m.history_mail();
	if (what === 'failed') return m.history_again();
	return channel === 'email' && !outcome ? m.history_stands_by() : m.history_waits();
}
