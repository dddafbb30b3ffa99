export interface Toast {
	id: number;
	text: string;
	/** Takes back what has just been done; the toast then offers *Undo*. */
	undo?: () => Promise<void> | void;
}

/** How long a line stays, in ms; with *Undo* it stays longer, and waits while it is pointed at. */
const PLAIN_MS = 4_500;
const UNDO_MS = 9_000;

let shown = $state.raw<Toast[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let last = 0;

export const toasts = {
	get all(): Toast[] {
		return shown;
	}
};

/** Says in a line what has happened; with `undo` it can be taken back. */
export function say(text: string, undo?: Toast['undo']): void {
	const id = ++last;
	for (const old of shown.slice(0, -1)) dismiss(old.id);
	shown = [...shown, { id, text, ...(undo && { undo }) }];
	resume(id);
}

export function dismiss(id: number): void {
	pause(id);
	shown = shown.filter((toast) => toast.id !== id);
}

export function pause(id: number): void {
	clearTimeout(timers.get(id));
	timers.delete(id);
}

export function resume(id: number): void {
	pause(id);
	const toast = shown.find((one) => one.id === id);
	if (!toast) return;
	timers.set(
		id,
		setTimeout(() => dismiss(id), toast.undo ? UNDO_MS : PLAIN_MS)
	);
}
