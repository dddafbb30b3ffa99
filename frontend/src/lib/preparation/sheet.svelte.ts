import { Failure, sentence } from '#lib/http/failure.ts';
import { forgetDraft, keepDraft, recallDraft } from '#lib/offline/drafts.ts';
import { account } from '#lib/session/account.ts';
import { say } from '#lib/ui/toasts.svelte.ts';
import {
	preparation,
	savePreparation,
	type Preparation,
	type PreparationChange
} from './preparation.ts';

/** So long after the last key the words are put on the disk, and sent to the server, in ms. */
const DISK_MS = 300;
const SERVER_MS = 1_500;
const KIND = 'preparation';

export const FIELDS = [
	'goal',
	'offer',
	'view',
	'made',
	'path',
	'employer',
	'news',
	'shared'
] as const;
export type Field = (typeof FIELDS)[number];
type Words = Record<Field, string> & { links: string };

/**
 * The sheet of one talk while it is written: on this device at once, with the server after a pause.
 * Only fields that were touched are sent, so that two devices may fill different ones.
 */
export class Sheet {
	words = $state<Words>(blank());
	/** Where the words are: nothing was typed, being sent, on this device only, with the server. */
	safe = $state<'untouched' | 'saving' | 'here' | 'server'>('untouched');
	ready = $state(false);

	#version = 0;
	#touched = new Set<keyof Words>();
	#disk: ReturnType<typeof setTimeout> | undefined;
	#server: ReturnType<typeof setTimeout> | undefined;
	#saving: Promise<void> = Promise.resolve();

	constructor(readonly talk: string) {}

	/** Takes up what the server has, and over it what this device could not send yet. */
	async open(saved: Preparation): Promise<void> {
		this.#version = saved.version;
		for (const field of FIELDS) this.words[field] = saved[field];
		this.words.links = saved.links.join('\n');
		const owner = account();
		const local = owner ? await recallDraft(owner, this.talk, KIND) : undefined;
		if (local) {
			const unsent = JSON.parse(local.body) as Partial<Words>;
			for (const name of Object.keys(unsent) as (keyof Words)[]) {
				this.words[name] = unsent[name] ?? '';
				this.#touched.add(name);
			}
			this.safe = 'here';
			this.#soon();
		}
		this.ready = true;
	}

	/** The person typed into a field. */
	touch(field: keyof Words): void {
		this.#touched.add(field);
		clearTimeout(this.#disk);
		this.#disk = setTimeout(() => void this.#keep(), DISK_MS);
		this.#soon();
	}

	/** Sends what is not sent; the screen is left. */
	async close(): Promise<void> {
		clearTimeout(this.#disk);
		await this.#keep();
		await this.save();
	}

	/** Sends what was touched. Offline it stays on this device. */
	save(): Promise<void> {
		clearTimeout(this.#server);
		this.#saving = this.#saving.then(() => this.#send());
		return this.#saving;
	}

	/** Links as they stand, one to a line; an address without its beginning gets it. */
	get links(): string[] {
		return this.words.links
			.split('\n')
			.map((line) => line.trim())
			.filter(Boolean)
			.map((line) => (/^https?:\/\//i.test(line) ? line : `https://${line}`))
			.slice(0, 10);
	}

	get linksWrong(): boolean {
		return this.links.some((link) => !/^https?:\/\/\S+$/.test(link));
	}

	#soon(): void {
		clearTimeout(this.#server);
		this.#server = setTimeout(() => void this.save(), SERVER_MS);
	}

	async #keep(): Promise<void> {
		const owner = account();
		if (!owner || this.#touched.size === 0) return;
		const unsent = Object.fromEntries([...this.#touched].map((name) => [name, this.words[name]]));
		await keepDraft({
			account: owner,
			thread: this.talk,
			kind: KIND,
			id: this.talk,
			channel: '',
			subject: null,
			body: JSON.stringify(unsent),
			at: Date.now()
		});
	}

	async #send(): Promise<void> {
		const names = [...this.#touched].filter((name) => name !== 'links' || !this.linksWrong);
		if (names.length === 0) return;
		this.safe = 'saving';
		const change: PreparationChange = Object.fromEntries(
			names.map((name) => [name, name === 'links' ? this.links : this.words[name]])
		);
		const sent = new Map(names.map((name) => [name, this.words[name]]));
		try {
			// What was shown first may come from this device, and be older than what has arrived since.
			const version = Math.max(this.#version, preparation(this.talk).data?.version ?? 0);
			this.#version = (await savePreparation(this.talk, version, change)).version;
		} catch (reason) {
			const failure = reason instanceof Failure ? reason : new Failure(500, 'unknown');
			this.safe = 'here';
			if (!failure.offline) say(sentence(failure));
			// The example keeps nothing, here neither.
			if (failure.status === 403) {
				this.#touched.clear();
				this.safe = 'untouched';
			}
			return;
		}
		for (const [name, words] of sent) {
			if (this.words[name] === words) this.#touched.delete(name);
		}
		const owner = account();
		if (this.#touched.size === 0) {
			this.safe = 'server';
			if (owner) await forgetDraft(owner, this.talk, KIND);
		} else {
			this.safe = 'here';
			await this.#keep();
		}
	}
}

function blank(): Words {
	const words = Object.fromEntries(FIELDS.map((field) => [field, '']));
	return { ...(words as Record<Field, string>), links: '' };
}
