import { answer, api, ifMatch, type Schema } from '#lib/http/api.ts';
import { Pages } from '#lib/http/pages.svelte.ts';
import { invalidate, query, type Query } from '#lib/http/query.ts';
import { newId } from '#lib/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toasts.svelte.ts';

export type Organization = Schema['OrganizationRead'];
export type Role = Organization['role'];
export type Programme = Schema['ProgrammeRead'];
export type Cohort = Schema['CohortRead'];

/** Where I work. Whatever is asked of an organization has a key that begins so, and is never kept. */
export function organizations(): Query<Schema['OrganizationList']> {
	return query('organizations', () => answer(api.GET('/v1/organizations')));
}

/** One of them, and what I am in it. */
export function organization(organization_id: string): Query<Organization> {
	return query(`organization/${organization_id}`, () =>
		answer(
			api.GET('/v1/organizations/{organization_id}', { params: { path: { organization_id } } })
		)
	);
}

export function programmes(organization_id: string): Pages<Programme> {
	return new Pages(`organization/${organization_id}/programmes`, (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/programmes', {
				params: { path: { organization_id }, query: { limit: 100, ...(cursor && { cursor }) } }
			})
		)
	);
}

export function cohorts(organization_id: string): Pages<Cohort> {
	return new Pages(`organization/${organization_id}/cohorts`, (cursor) =>
		answer(
			api.GET('/v1/organizations/{organization_id}/cohorts', {
				params: { path: { organization_id }, query: { limit: 100, ...(cursor && { cursor }) } }
			})
		)
	);
}

/** Those who manage see and change all; a coach sees their cohorts; the rest what there is. */
export const manages = (role: Role | undefined): boolean => role === 'owner' || role === 'admin';
export const seesPeople = (role: Role | undefined): boolean => manages(role) || role === 'coach';

export const ROLES: Record<Role, { label: () => string; hint: () => string }> = {
	owner: { label: m.role_owner, hint: m.role_owner_hint },
	admin: { label: m.role_admin, hint: m.role_admin_hint },
	coach: { label: m.role_coach, hint: m.role_coach_hint },
	analyst: { label: m.role_analyst, hint: m.role_analyst_hint },
	developer: { label: m.role_developer, hint: m.role_developer_hint }
};

/** Makes an organization with me as its owner; its id. `key` is the same when it is tried again. */
export async function found(name: string, my_name: string, key: string): Promise<string> {
	const made = await answer(
		api.POST('/v1/organizations', {
			body: { name, my_name },
			params: { header: { 'Idempotency-Key': key } }
		})
	);
	invalidate('organization');
	return made.id;
}

export async function rename(one: Organization, name: string): Promise<void> {
	await answer(
		api.PATCH('/v1/organizations/{organization_id}', {
			body: { name },
			params: { path: { organization_id: one.id }, header: ifMatch(one.version) }
		})
	);
	invalidate('organization');
}

/** Keeps a programme: a new one, or what it is called from now on. */
export async function keepProgramme(
	organization_id: string,
	one: Programme | null,
	body: Omit<Schema['ProgrammeCreate'], 'id'>
): Promise<void> {
	if (one) {
		const path = { organization_id, programme_id: one.id };
		const params = { path, header: ifMatch(one.version) };
		await answer(
			api.PATCH('/v1/organizations/{organization_id}/programmes/{programme_id}', { body, params })
		);
	} else {
		await answer(
			api.POST('/v1/organizations/{organization_id}/programmes', {
				body: { id: newId(), ...body },
				params: { path: { organization_id } }
			})
		);
	}
	invalidate(`organization/${organization_id}`);
	say(m.saved());
}

type CohortWords = Omit<Schema['CohortCreate'], 'id' | 'programme_id'>;

/** Keeps a cohort: a new one of `programme_id`, or another name, other days or seats. Its id. */
export async function keepCohort(
	organization_id: string,
	one: Cohort | null,
	programme_id: string,
	body: CohortWords
): Promise<string> {
	const id = one?.id ?? newId();
	if (one) {
		const path = { organization_id, cohort_id: id };
		const params = { path, header: ifMatch(one.version) };
		await answer(
			api.PATCH('/v1/organizations/{organization_id}/cohorts/{cohort_id}', { body, params })
		);
	} else {
		await answer(
			api.POST('/v1/organizations/{organization_id}/cohorts', {
				body: { id, programme_id, ...body },
				params: { path: { organization_id } }
			})
		);
	}
	invalidate(`organization/${organization_id}`);
	say(m.saved());
	return id;
}
