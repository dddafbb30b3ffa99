import type { Schema } from '#lib/http/api.ts';
import * as m from '#lib/paraglide/messages.js';

export type Field = NonNullable<Schema['HostFound']['field']>;

/** The short list of what people's work is about, in words. */
const LABELS: Record<Field, () => string> = {
	data: m.field_data,
	software: m.field_software,
	it: m.field_it,
	engineering: m.field_engineering,
	design: m.field_design,
	product: m.field_product,
	project: m.field_project,
	research: m.field_research,
	education: m.field_education,
	health: m.field_health,
	finance: m.field_finance,
	legal: m.field_legal,
	people: m.field_people,
	marketing: m.field_marketing,
	communications: m.field_communications,
	sales: m.field_sales,
	support: m.field_support,
	operations: m.field_operations,
	consulting: m.field_consulting,
	administration: m.field_administration,
	policy: m.field_policy,
	social: m.field_social
};

export const fieldName = (field: Field | null): string => (field ? LABELS[field]() : '');

/** For a list to choose from, by name; `none` stands first. */
export function fieldOptions(none: string): { value: Field | ''; label: string }[] {
	const all = (Object.keys(LABELS) as Field[]).map((value) => ({ value, label: LABELS[value]() }));
	all.sort((one, other) => one.label.localeCompare(other.label));
	return [{ value: '', label: none }, ...all];
}

/** What somebody says of themselves as a volunteer, as it stands in a form. */
export interface Said {
	name: string;
	headline: string;
	field: Field | '';
	/** Separated by commas. */
	topics: string;
	capacity: string;
	rest: string;
}

export const topicsIn = (text: string): string[] =>
	text
		.split(/[,;\n]/)
		.map((one) => one.trim().slice(0, 60))
		.filter(Boolean)
		.slice(0, 12);

export const blank = (name = ''): Said => ({
	name,
	headline: '',
	field: '',
	topics: '',
	capacity: '2',
	rest: '7'
});

/** The form as it is sent. */
export const sent = (said: Said) => ({
	name: said.name.trim(),
	headline: said.headline.trim(),
	field: said.field || null,
	topics: topicsIn(said.topics),
	capacity: Number(said.capacity),
	cool_off_days: Number(said.rest)
});
