import { addDays, instantOf, localTime } from '#lib/time/zones.ts';

/** How exactly a person says when something happened (DOMAIN.md section 4). */
export type Precision = 'now' | 'earlier_today' | 'yesterday' | 'picked';

export interface When {
	precision: Precision;
	/** Only for `picked`: what the phone's own input gave, `2026-11-21T14:30`. */
	picked?: string;
}

/**
 * The instant that is meant. *Earlier today* lies half-way between the morning at nine and now,
 * *yesterday* at noon; a picked time in the future is now, because it has happened.
 */
export function instantMeant(when: When, now: Date, zone: string): Date {
	const today = localTime(now, zone).date;
	switch (when.precision) {
		case 'now':
			return now;
		case 'earlier_today': {
			const nine = instantOf({ date: today, time: '09:00' }, zone).getTime();
			const midnight = instantOf({ date: today, time: '00:00' }, zone).getTime();
			const from = nine < now.getTime() ? nine : midnight;
			return new Date(from + (now.getTime() - from) / 2);
		}
		case 'yesterday':
			return instantOf({ date: addDays(today, -1), time: '12:00' }, zone);
		case 'picked': {
			const [date, time] = (when.picked ?? '').split('T');
			if (!date || !time) return now;
			const at = instantOf({ date, time: time.slice(0, 5) }, zone);
			return at > now ? now : at;
		}
	}
}
