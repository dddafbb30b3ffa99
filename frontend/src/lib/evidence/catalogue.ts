import * as m from '#lib/paraglide/messages.js';

/**
 * Every line of research that may be shown (DOMAIN.md section 9), with who found it and where it
 * ends. Nothing that nobody can trace is here.
 */
export const EVIDENCE = {
	ask: { text: m.evidence_ask, source: m.evidence_ask_source, limits: m.evidence_ask_limits },
	thanks: {
		text: m.evidence_thanks,
		source: m.evidence_thanks_source,
		limits: m.evidence_thanks_limits
	},
	reach_out: {
		text: m.evidence_reach_out,
		source: m.evidence_reach_out_source,
		limits: m.evidence_reach_out_limits
	},
	questions: {
		text: m.evidence_questions,
		source: m.evidence_questions_source,
		limits: m.evidence_questions_limits
	},
	ties: { text: m.evidence_ties, source: m.evidence_ties_source, limits: m.evidence_ties_limits },
	dormant: {
		text: m.evidence_dormant,
		source: m.evidence_dormant_source,
		limits: m.evidence_dormant_limits
	},
	programmes: {
		text: m.evidence_programmes,
		source: m.evidence_programmes_source,
		limits: m.evidence_programmes_limits
	},
	length: {
		text: m.evidence_length,
		source: m.evidence_length_source,
		limits: m.evidence_length_limits
	}
} as const;

export type Moment = keyof typeof EVIDENCE;

export const MOMENTS = Object.keys(EVIDENCE) as Moment[];
