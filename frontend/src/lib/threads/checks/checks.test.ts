/** The checks give in the browser what the shared vectors say, places and words included. */

import { describe, expect, test } from 'vitest';
import thanksLexicon from '../../../../../api/threads/checks/lexicon.thanks.json';
import updateLexicon from '../../../../../api/threads/checks/lexicon.update.json';
import askVectors from '../../../../../tests/vectors/ask_checks.json';
import thanksVectors from '../../../../../tests/vectors/thanks_checks.json';
import updateVectors from '../../../../../tests/vectors/update_checks.json';
import { ASK } from './ask-lexicon.ts';
import { checkAsk } from './check-ask.ts';
import { checkThanks } from './check-thanks.ts';
import { checkUpdate } from './check-update.ts';
import type { CheckResult, Draft, Finding, ThanksDraft } from './draft.ts';
import { LEXICON } from './lexicon.ts';
import { inField, mended } from './places.ts';
import { worded } from './wording.ts';

type AskVector = (typeof askVectors)[number];
type ThanksVector = (typeof thanksVectors)[number];

function askDraft({ draft }: Pick<AskVector, 'draft'>): Draft {
	return {
		channel: draft.channel as Draft['channel'],
		subject: draft.subject,
		body: draft.body,
		recipientNames: draft.recipient_names,
		why: draft.why,
		noteLimit: draft.note_limit as Draft['noteLimit'],
		senderName: draft.sender_name,
		fieldWords: draft.field_words
	};
}

function thanksDraft({ draft }: ThanksVector): ThanksDraft {
	return {
		...askDraft({ draft }),
		insights: draft.insights,
		promises: draft.promises,
		heldAt: draft.held_at ? new Date(draft.held_at) : null,
		sentAt: draft.sent_at ? new Date(draft.sent_at) : null
	};
}

function recorded(draft: Draft, { words, grade, characters, judged, findings }: CheckResult) {
	return {
		words,
		grade,
		characters,
		judged,
		findings: findings.map((finding: Finding) => {
			const said = worded(finding);
			const field = finding.field === 'body' ? draft.body : (draft.subject ?? '');
			return {
				...finding,
				title: said.title,
				reason: said.reason,
				label: said.fix,
				mended: mended(field, finding)
			};
		})
	};
}

function rules(result: CheckResult): string[] {
	return result.findings.map((finding) => finding.rule).sort();
}

describe('ask check', () => {
	test.each(askVectors)('$name', (vector) => {
		const draft = askDraft(vector);
		const result = checkAsk(draft);
		expect(rules(result)).toEqual(vector.expect);
		expect(recorded(draft, result)).toEqual(vector.result);
		expect(result.shown).toEqual(result.findings.slice(0, 3));
	});
});

describe('thank-you check', () => {
	test.each(thanksVectors)('$name', (vector) => {
		const draft = thanksDraft(vector);
		const result = checkThanks(draft);
		expect(rules(result)).toEqual(vector.expect);
		expect(recorded(draft, result)).toEqual(vector.result);
	});
});

describe('update check', () => {
	test.each(updateVectors)('$name', (vector) => {
		const draft = { ...askDraft(vector), advice: vector.draft.advice };
		const result = checkUpdate(draft);
		expect(rules(result)).toEqual(vector.expect);
		expect(recorded(draft, result)).toEqual(vector.result);
	});
});

describe('places', () => {
	test('are code points, and inField turns them into places of a text field', () => {
		const body = '👋🏽 Hello. Are you hiring?';
		const [finding] = checkAsk({ ...askDraft(first(askVectors)), body }).findings;
		expect(finding?.rule).toBe('not_job_request');
		const start = inField(body, finding?.start ?? 0);
		expect(start).toBe(body.indexOf('Are you hiring'));
		expect(finding?.start).toBe(start - 2);
	});
});

describe('speed', () => {
	// A regular expression without an unbounded repeat looks at a bounded stretch from each place,
	// so the work grows with the length of the text and not with its square.
	test('no pattern repeats without a bound', () => {
		const parts = [LEXICON, ASK, thanksLexicon, updateLexicon];
		const all = parts.flatMap(({ patterns }) => Object.values(patterns).flat());
		const macros = [LEXICON, ASK].flatMap((part) => Object.values(part.macros));
		const written = [...all.map(({ re }) => re), ...macros];
		expect(written.length).toBeGreaterThan(150);
		expect(written.filter((re) => /(?<!\\)[*+]|,\}/.test(re))).toEqual([]);
	});
});

function first<T>(items: T[]): T {
	const [item] = items;
	if (!item) throw new Error('nothing there');
	return item;
}
