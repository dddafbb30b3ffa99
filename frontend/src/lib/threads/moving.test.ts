import { describe, expect, it } from 'vitest';
import { moveTo } from './moving.ts';

describe('moveTo', () => {
	it('says what happened instead of picking a stage', () => {
		const card = { stage: 'asked', lane: 'asked' } as const;
		expect(moveTo(card, 'said_yes')).toEqual({ what: 'answered_yes' });
		expect(moveTo(card, 'date_set')).toEqual({ what: 'date_set' });
		expect(moveTo(card, 'talked')).toEqual({ what: 'held' });
		expect(moveTo(card, 'later')).toEqual({ what: 'answered_later' });
		expect(moveTo(card, 'not_this_time')).toEqual({ what: 'declined' });
	});

	it('puts a card back as a correction', () => {
		expect(moveTo({ stage: 'replied_yes', lane: 'said_yes' }, 'asked')).toEqual({
			correct: 'asked'
		});
		expect(moveTo({ stage: 'asked', lane: 'asked' }, 'want_to_ask')).toEqual({
			correct: 'identified'
		});
	});

	it('never makes a no of somebody who was not asked', () => {
		const card = { stage: 'drafted', lane: 'want_to_ask' } as const;
		expect(moveTo(card, 'not_this_time')).toEqual({ what: 'parked' });
		expect(moveTo(card, 'later')).toEqual({ what: 'parked' });
		expect(moveTo(card, 'asked')).toEqual({ what: 'sent' });
	});

	it('moves nobody to where they are, nor to in touch before the thanks', () => {
		expect(moveTo({ stage: 'held', lane: 'talked' }, 'talked')).toBeNull();
		expect(moveTo({ stage: 'held', lane: 'talked' }, 'in_touch')).toBeNull();
	});
});
