import { STRIP } from '#lib/threads/checks/wording.ts';

/** How a text reads, from its grade: to about 8 easily (DOMAIN.md section 6), to 11 well enough. */
export function reading(grade: number): string {
	if (grade <= 8) return STRIP.reads_easily;
	return grade <= 11 ? STRIP.reads_steadily : STRIP.reads_hard;
}
