import type { Talk } from './talks.ts';

const stamp = (at: string) => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** Text as a line of a calendar file takes it (RFC 5545 section 3.3.11). */
const escaped = (text: string) =>
	text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');

/** Folds a line to at most 75 bytes (RFC 5545 section 3.1). */
function folded(line: string): string {
	const parts: string[] = [];
	let part = '';
	let bytes = 0;
	for (const character of line) {
		const size = new TextEncoder().encode(character).length;
		if (bytes + size > (parts.length === 0 ? 75 : 74)) {
			parts.push(part);
			part = '';
			bytes = 0;
		}
		part += character;
		bytes += size;
	}
	return [...parts, part].join('\r\n ');
}

/** A calendar file with one talk; its UID and SEQUENCE stay, so that a moved talk moves there too. */
export function calendarFile(one: Talk, title: string, now: Date): string {
	return [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Askwell//Askwell//EN',
		'METHOD:PUBLISH',
		'BEGIN:VEVENT',
		`UID:${one.id}@askwell`,
		`SEQUENCE:${one.schedule_version}`,
		`DTSTAMP:${stamp(now.toISOString())}`,
		`DTSTART:${stamp(one.starts_at)}`,
		`DTEND:${stamp(one.ends_at)}`,
		`SUMMARY:${escaped(title)}`,
		...(one.place ? [`LOCATION:${escaped(one.place)}`] : []),
		'END:VEVENT',
		'END:VCALENDAR',
		''
	]
		.map(folded)
		.join('\r\n');
}

/** Hands a file to the person. */
export function download(name: string, type: string, content: string): void {
	const address = URL.createObjectURL(new Blob([content], { type }));
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
