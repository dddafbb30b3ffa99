import type { Lane, Stage, What } from './threads.ts';

/** What moving a card to a lane means: what must have happened, or a step put right. */
export type Move = { what: What } | { correct: Stage } | null;

const BEFORE: readonly Stage[] = ['identified', 'researched', 'drafted'];

/**
 * A person never picks a stage. Moving a card is a quick way to say what happened; null where the
 * lane follows from something else (thanks for *In touch*) or the card is there already.
 */
export function moveTo(card: { stage: Stage; lane: Lane }, lane: Lane): Move {
	if (card.lane === lane) return null;
	switch (lane) {
		case 'want_to_ask':
			return { correct: 'identified' };
		case 'asked':
			return BEFORE.includes(card.stage) ? { what: 'sent' } : { correct: 'asked' };
		case 'said_yes':
			return { what: 'answered_yes' };
		case 'date_set':
			return { what: 'date_set' };
		case 'talked':
			return card.stage === 'held' ? null : { what: 'held' };
		case 'in_touch':
			return card.stage === 'held' ? null : { what: 'referred_on' };
		case 'later':
			return { what: BEFORE.includes(card.stage) ? 'parked' : 'answered_later' };
		case 'not_this_time':
			return BEFORE.includes(card.stage) ? { what: 'parked' } : { what: 'declined' };
	}
}
