import * as m from '#lib/paraglide/messages.js';
import { numberWord } from '#lib/time/phrases.ts';

/** One sentence that looks back; nothing when there is nothing to look back on. */
export function lookingBack({ talks, asked }: { talks: number; asked: number }): string | null {
	const told = [
		...(talks > 0 ? [m.today_back_talks({ count: talks, number: numberWord(talks) })] : []),
		...(asked > 0 ? [m.today_back_asked({ count: asked, number: numberWord(asked) })] : [])
	];
	const [first, second] = told;
	if (!first) return null;
	return second
		? m.today_looking_back({ talks: first, asked: second })
		: m.today_looking_back_one({ what: first });
}
