import * as m from '#lib/paraglide/messages.js';
import type { Content, Kind } from './items.ts';

/** What was shared, as a line of a list names it. */
export function itemName(kind: Kind, title: string): string {
	switch (kind) {
		case 'message':
			return title ? m.item_message_named({ title }) : m.item_message();
		case 'preparation':
			return m.item_preparation();
		case 'notes':
			return m.item_notes();
		case 'report':
			return title ? m.item_report_named({ title }) : m.item_report();
	}
}

const PARTS: Record<Content['parts'][number]['name'], () => string> = {
	goal: m.item_part_goal,
	offer: m.item_part_offer,
	view: m.item_part_view,
	made: m.item_part_made,
	path: m.item_part_path,
	employer: m.item_part_employer,
	news: m.item_part_news,
	shared: m.item_part_shared,
	links: m.item_part_links,
	questions: m.item_part_questions,
	insight: m.item_part_insight,
	skill: m.item_part_skill,
	name: m.item_part_name,
	promise: m.item_part_promise,
	advice: m.item_part_advice,
	resource: m.item_part_resource,
	quote: m.item_part_quote,
	plain: m.item_part_plain,
	plan: m.item_part_plan
};

/** What the lines of a part are. */
export const partName = (name: Content['parts'][number]['name']): string => PARTS[name]();
