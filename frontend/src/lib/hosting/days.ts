/** The zone of this device: whoever has no account told none. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The day so many months on, as the server keeps it. */
export function monthsOn(now: Date, months: number): string {
	const day = new Date(now);
	day.setMonth(day.getMonth() + months);
	return day.toISOString().slice(0, 10);
}
