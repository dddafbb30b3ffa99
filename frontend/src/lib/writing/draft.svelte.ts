import { answer, api, type Schema } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';
import { fresh } from '#lib/http/fresh.ts';
import { newId } from '#lib/ids.ts';
import { deliver } from '#lib/offline/deliver.ts';
import { forgetDraft, keepDraft, recallDraft } from '#lib/offline/drafts.ts';
import * as m from '#lib/paraglide/messages.js';
import { account } from '#lib/session/account.ts';
import { messages, type Channel, type Kind, type Message } from '#lib/threads/messages.ts';

/** So long after the last key the text is put on the disk, and sent to the server, in ms. */
const DISK_MS = 300;
const SERVER_MS = 4_000;

export interface Opening {
	channel: Channel;
	subject: string | null;
	body: string;
}

/** Lines of a talk that a thank-you is checked against, and what they suggested for an update. */
export interface Against {
	insights?: string[];
	promises?: string[];
	advice?: string[];
}

/**
 * A message being written: on this device at once, on the server after a pause. What stands here
 * and is newer than the server's wins; the server keeps the other as a version.
 */
export class Draft {
	channel = $state<Channel>('email');
	subject = $state('');
	body = $state('');
	/** Where the text is safe: nowhere yet, on this device, or with the server. */
	safe = $state<'nothing' | 'here' | 'server'>('nothing');
	/** The message as the server has it; null before the first save. */
	message = $state.raw<Message | null>(null);
	ready = $state(false);
	/** The text is still the one it began with: another beginning may take its place. */
	untouched = $state(false);

	/** Lines that the server checks the text against when it keeps it. */
	against: Against = {};

	#id = newId();
	#disk: ReturnType<typeof setTimeout> | undefined;
	#server: ReturnType<typeof setTimeout> | undefined;
	#saving: Promise<void> = Promise.resolve();

	constructor(
		readonly thread: string,
		readonly kind: Kind
	) {}

	get id(): string {
		return this.message?.id ?? this.#id;
	}

	/** Takes up where the person left off: this device's text, else the server's, else `opening`. */
	async open(saved: Message[], opening: () => Opening): Promise<void> {
		const mine = saved.filter((message) => message.kind === this.kind);
		this.message = mine.find((message) => message.state === 'draft') ?? null;
		const owner = account();
		const local = owner ? await recallDraft(owner, this.thread, this.kind) : undefined;
		if (local) {
			this.#id = local.id;
			this.channel = local.channel as Channel;
			this.subject = local.subject ?? '';
			this.body = local.body;
			this.safe = 'here';
			this.#soon();
		} else if (this.message) {
			this.channel = this.message.channel;
			this.subject = this.message.subject;
			this.body = this.message.body;
			this.safe = 'server';
		} else {
			this.begin(opening());
		}
		this.ready = true;
	}

	/** Begins with a text, which nobody has to keep. */
	begin({ channel, subject, body }: Opening): void {
		this.channel = channel;
		this.subject = subject ?? '';
		this.body = body;
		this.untouched = true;
	}

	/** Something was typed or chosen. */
	changed(): void {
		this.untouched = false;
		this.safe = 'nothing';
		clearTimeout(this.#disk);
		this.#disk = setTimeout(() => void this.#keep(), DISK_MS);
		this.#soon();
	}

	#soon(): void {
		clearTimeout(this.#server);
		this.#server = setTimeout(() => void this.save().catch(() => {}), SERVER_MS);
	}

	async #keep(): Promise<void> {
		const owner = account();
		if (!owner) return;
		await keepDraft({
			account: owner,
			thread: this.thread,
			kind: this.kind,
			id: this.id,
			channel: this.channel,
			subject: this.subject,
			body: this.body,
			at: Date.now()
		});
		if (this.safe === 'nothing') this.safe = 'here';
	}

	/** Saves with the server now; throws a `Failure`. The text is on this device in any case. */
	save(): Promise<void> {
		clearTimeout(this.#disk);
		clearTimeout(this.#server);
		const run = this.#saving.then(() => this.#save());
		this.#saving = run.catch(() => {});
		return run;
	}

	async #save(): Promise<void> {
		if (this.safe === 'server' || (!this.message && this.body.trim() === '')) return;
		await this.#keep();
		const { channel, subject, body } = this;
		const text = { channel, body, subject: channel === 'email' ? subject : null };
		const written = { ...text, ...this.against };
		const message = this.message
			? await this.#change(this.message, written)
			: await this.#start(written);
		this.message = message;
		this.#remember(message);
		if (this.channel !== channel || this.subject !== subject || this.body !== body) return;
		this.safe = 'server';
		const owner = account();
		if (owner) await forgetDraft(owner, this.thread, this.kind);
	}

	#start(written: Schema['MessageChange']): Promise<Message> {
		const { id, thread, kind, channel } = this;
		return answer(
			api.POST('/v1/messages', {
				body: { id, thread_id: thread, kind, channel, ...written } as Schema['MessageStart']
			})
		);
	}

	#change(message: Message, body: Schema['MessageChange']): Promise<Message> {
		const path = { message_id: message.id };
		return fresh(
			message.version,
			(header) =>
				answer(api.PATCH('/v1/messages/{message_id}', { body, params: { path, header } })),
			async () => (await answer(api.GET('/v1/messages/{message_id}', { params: { path } }))).version
		);
	}

	/**
	 * It has been sent. Answers what comes next; null when that is only known later because the
	 * network is away: then text and telling travel by themselves.
	 */
	async sent(
		told: Omit<Schema['MessageSent'], 'id'>,
		name: string
	): Promise<Schema['SentRead'] | null> {
		const body: Schema['MessageSent'] = { id: newId(), ...told };
		try {
			await this.save();
			const path = { message_id: this.id };
			const read = await answer(
				api.POST('/v1/messages/{message_id}/sent', { body, params: { path } })
			);
			this.message = read.message;
			this.#remember(read.message);
			return read;
		} catch (reason) {
			if (!(reason instanceof Failure && reason.offline)) throw reason;
		}
		if (!this.message) {
			const { id, thread, kind, channel, subject } = this;
			const start = {
				id,
				thread_id: thread,
				kind,
				channel,
				body: this.body,
				subject: channel === 'email' ? subject : null,
				...this.against
			};
			await deliver('/v1/messages', start, m.travel_note({ name }));
		}
		await deliver(`/v1/messages/${this.id}/sent`, body, m.travel_sent({ name }));
		const owner = account();
		if (owner) await forgetDraft(owner, this.thread, this.kind);
		return null;
	}

	/** Takes an older text back as the present one. */
	restore(version: { subject: string; body: string; channel: Channel }): void {
		this.channel = version.channel;
		this.subject = version.subject;
		this.body = version.body;
		this.changed();
	}

	#remember(message: Message): void {
		const shown = messages(this.thread);
		const others = (shown.data?.items ?? []).filter((one) => one.id !== message.id);
		shown.put({ items: [...others, message] });
	}

	/** Stops the timers and saves what is not saved yet. */
	leave(): void {
		if (this.ready && this.safe !== 'server' && this.safe !== 'nothing')
			void this.save().catch(() => {});
		else if (this.safe === 'nothing' && this.body) void this.#keep();
		clearTimeout(this.#disk);
		clearTimeout(this.#server);
	}
}
