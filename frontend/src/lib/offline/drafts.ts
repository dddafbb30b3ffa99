import { store, type LocalDraft } from './store.ts';

/** Puts a text on the disk of this device. A device without storage simply has nothing offline. */
export async function keepDraft(draft: LocalDraft): Promise<void> {
	try {
		await store.write(['drafts'], ({ drafts }) => drafts.put(draft));
	} catch {
		// The text is still on the screen, and goes to the server after the next pause.
	}
}

/** The text of this device that the server does not have yet. */
export async function recallDraft(
	account: string,
	thread: string,
	kind: string
): Promise<LocalDraft | undefined> {
	try {
		return await store.read('drafts', (drafts) => drafts.get([account, thread, kind]));
	} catch {
		return undefined;
	}
}

/** The server has it: this device need not keep it. */
export async function forgetDraft(account: string, thread: string, kind: string): Promise<void> {
	try {
		await store.write(['drafts'], ({ drafts }) => drafts.delete([account, thread, kind]));
	} catch {
		// Then it is saved once more at the next opening, which changes nothing.
	}
}
