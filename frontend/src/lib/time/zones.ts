/** A local date and time, as the inputs of a phone give it: `2026-11-24` and `12:30`. */
export interface LocalTime {
	date: string;
	time: string;
}

/** The local date and time of an instant in a zone. */
export function localTime(at: Date, zone: string): LocalTime {
	const parts = Object.fromEntries(
		new Intl.DateTimeFormat('en-CA', {
			timeZone: zone,
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			hourCycle: 'h23'
		})
			.formatToParts(at)
			.map((part) => [part.type, part.value])
	);
	return {
		date: `${parts.year}-${parts.month}-${parts.day}`,
		time: `${parts.hour}:${parts.minute}`
	};
}

/**
 * The instant of a local time in a zone. An hour that happens twice means the first, one that is
 * left out moves forward, as the server reads it (ARCHITECTURE.md section 4).
 */
export function instantOf({ date, time }: LocalTime, zone: string): Date {
	const wanted = Date.parse(`${date}T${time}:00Z`);
	const before = wanted - offset(wanted - 86_400_000, zone);
	const after = wanted - offset(wanted + 86_400_000, zone);
	for (const guess of before < after ? [before, after] : [after, before]) {
		if (guess + offset(guess, zone) === wanted) return new Date(guess);
	}
	return new Date(before);
}

/** How far the zone is ahead of UTC at this instant, in ms. */
function offset(instant: number, zone: string): number {
	const { date, time } = localTime(new Date(instant), zone);
	return Date.parse(`${date}T${time}:00Z`) - Math.floor(instant / 60_000) * 60_000;
}

/** Days from one local date to another; negative for the past. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}

/** The date so many days later. */
export function addDays(date: string, days: number): string {
	return new Date(Date.parse(`${date}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
