import createClient from 'openapi-fetch';
import { version } from '$app/env';
import type { components, paths } from '#lib/client/schema.d.ts';
import { Failure, type FieldFailure } from './failure.ts';

export type Schema = components['schemas'];

let signedOut: () => void = () => {};

/** What happens when the server no longer knows the session; set once by the session. */
export function onSignedOut(then: () => void): void {
	signedOut = then;
}

let reached: (there: boolean) => void = () => {};

/** What every call tells of the network; browsers believe in one long after it is gone. */
export function onReach(then: (there: boolean) => void): void {
	reached = then;
}

async function send(request: Request): Promise<Response> {
	request.headers.set('Askwell-Build', version);
	try {
		const response = await fetch(request);
		reached(true);
		return response;
	} catch {
		// What a screen calls off itself tells nothing.
		if (!request.signal.aborted) reached(false);
		throw new Failure(0, 'offline');
	}
}

/** The typed client: `answer(api.GET('/v1/today'))`. */
export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? '', fetch: send });

/** The body of a call that went well; everything else is thrown as a `Failure`. */
export async function answer<T>(
	call: Promise<{ data?: T; error?: unknown; response: Response }>
): Promise<T> {
	const { data, error, response } = await call;
	if (response.ok) return data as T;
	const failure = understood(error, response);
	if (failure.status === 401) signedOut();
	throw failure;
}

/** Makes a `Failure` of an RFC 9457 problem, or of whatever a proxy said instead. */
export function understood(error: unknown, response: Response): Failure {
	// A proxy that cannot reach the server is, for a person, the same as no network.
	if (response.status === 502 || response.status === 504) return new Failure(0, 'offline');
	const problem = (typeof error === 'object' && error !== null ? error : {}) as {
		type?: string;
		title?: string;
		errors?: FieldFailure[];
	};
	const code = problem.type?.split('/').pop() ?? `status-${response.status}`;
	return new Failure(response.status, code, problem.errors ?? [], problem.title);
}

/** The precondition of a change: the version that was read. */
export function ifMatch(version: number): { 'If-Match': string } {
	return { 'If-Match': `"${version}"` };
}
