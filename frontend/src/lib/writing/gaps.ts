/** Open places of a draft, as the templates and the fixes write them: `{{who you are}}`. */
const GAP = /\{\{([^{}\n]{0,80})\}\}/g;

/** A stretch of a draft as it is drawn: plain, the braces of a gap, its label, or a marked place. */
export interface Stretch {
	text: string;
	kind: 'plain' | 'brace' | 'gap' | 'marked';
}

/** The gap around or at a place, as a span of the text; null when there is none. */
export function gapAt(text: string, place: number): { start: number; end: number } | null {
	for (const match of text.matchAll(GAP)) {
		const end = match.index + match[0].length;
		if (place > match.index && place < end) return { start: match.index, end };
	}
	return null;
}

/** The first gap from a place on, else the first of all. */
export function nextGap(text: string, from = 0): { start: number; end: number } | null {
	const all = [...text.matchAll(GAP)].map((match) => ({
		start: match.index,
		end: match.index + match[0].length
	}));
	return all.find((gap) => gap.start >= from) ?? all[0] ?? null;
}

/** The draft cut into stretches to draw; `marked` is a span in UTF-16 indices. */
export function stretches(text: string, marked?: { start: number; end: number }): Stretch[] {
	const cuts: { start: number; end: number; kind: Stretch['kind'] }[] = [];
	for (const match of text.matchAll(GAP)) {
		const start = match.index;
		const end = start + match[0].length;
		cuts.push({ start, end: start + 2, kind: 'brace' });
		cuts.push({ start: start + 2, end: end - 2, kind: 'gap' });
		cuts.push({ start: end - 2, end, kind: 'brace' });
	}
	const free = marked && !cuts.some((cut) => cut.start < marked.end && marked.start < cut.end);
	if (marked && free && marked.end > marked.start) cuts.push({ ...marked, kind: 'marked' });
	cuts.sort((one, other) => one.start - other.start);

	const drawn: Stretch[] = [];
	let at = 0;
	for (const { start, end, kind } of cuts) {
		if (start > at) drawn.push({ text: text.slice(at, start), kind: 'plain' });
		drawn.push({ text: text.slice(start, end), kind });
		at = end;
	}
	if (at < text.length) drawn.push({ text: text.slice(at), kind: 'plain' });
	return drawn;
}
