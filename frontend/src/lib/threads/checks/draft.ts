/** What goes into a check and what comes out: drafts, findings and results. */

export type Channel =
	| 'email'
	| 'linkedin_message'
	| 'linkedin_note'
	| 'chat'
	| 'spoken'
	| 'through'
	| 'volunteer_request';

/** An ask as it stands in the composer. */
export interface Draft {
	channel: Channel;
	subject: string | null;
	body: string;
	recipientNames: string[];
	/** What the person answered to "What made you think of them?" */
	why: string;
	/** Characters that a LinkedIn invitation note may have. */
	noteLimit: 200 | 300;
	senderName: string | null;
	/** Words of the field, which the reading grade leaves out. */
	fieldWords: string[];
}

/** A thank-you as it stands in the composer. */
export interface ThanksDraft extends Draft {
	/** Lines the person kept from the talk. */
	insights: string[];
	/** Lines of what was promised. */
	promises: string[];
	/** The end of the talk. */
	heldAt: Date | null;
	/** The moment of sending, or of looking at the draft while it is not sent. */
	sentAt: Date | null;
}

/** An update as it stands in the composer. */
export interface UpdateDraft extends Draft {
	/** Lines of what they suggested. */
	advice: string[];
}

/** A way to mend: put `insert` in place of `start`..`end` of the field; null = only advice. */
export interface Fix {
	code: string;
	insert: string | null;
	start: number;
	end: number;
}

/**
 * One suggestion. `start` and `end` count Unicode code points of `field`, end exclusive; where
 * something is missing they are the place where it would go. `rule` and `fix.code` together name
 * its words in `api/texts/checks*.en.json`.
 */
export interface Finding {
	rule: string;
	level: 'hint' | 'warning';
	field: 'body' | 'subject';
	start: number;
	end: number;
	fix: Fix;
	params: Record<string, string | number>;
}

/**
 * All findings, the most useful first, and the three that are shown. `words` counts words with a
 * letter, `grade` is the Flesch-Kincaid grade of the whole text, `characters` UTF-16 units.
 * `judged` is false when the text is not English: then only its length, its subject and its open
 * gaps were looked at.
 */
export interface CheckResult {
	findings: Finding[];
	shown: Finding[];
	words: number;
	grade: number;
	characters: number;
	judged: boolean;
}
