// Askwell's API in TypeScript: every request of the reference with its types, lists read to their end,
// and sent again where that is safe.
import createClient, { type MaybeOptionalInit } from 'openapi-fetch';
import { KEYED } from './keyed.ts';
import type { components, paths } from './schema.d.ts';
import { NotSigned, readCall } from './webhooks.ts';

export { NotSigned, readCall };
export type { paths };
/** What the API takes and gives, by its name: `Schemas['ContactRead']`. */
export type Schemas = components['schemas'];

export interface Options {
	/** Where the server is. */
	address: string;
	/** A token, or what gives a good one whenever it is asked. */
	token: string | (() => string | Promise<string>);
	/** How often a request is sent at most. */
	tries?: number;
	fetch?: typeof fetch;
}

/** A refusal (RFC 9457). `code` is stable: the developers' page of the server explains it by this name. */
export class Problem extends Error {
	readonly status: number;
	readonly code: string;
	readonly detail: string;
	readonly errors: { field: string; code: string; message: string }[];
	readonly requestId: string;

	constructor(status: number, document: Partial<Schemas['ProblemDocument']>) {
		const code = (document.type ?? '').split('/').pop() ?? '';
		super(`${status} ${code}: ${document.detail || document.title || 'no reason given'}`);
		this.name = 'Problem';
		this.status = status;
		this.code = code;
		this.detail = document.detail ?? '';
		this.errors = document.errors ?? [];
		this.requestId = document.request_id ?? '';
	}
}

const FIRST_PAUSE_MS = 500;
/** Whom the server tells to wait longer gets the refusal instead. */
const LONGEST_PAUSE_MS = 60_000;
const PER_PAGE = 100;
/** Statuses after which any request may be sent again: nothing was done. */
const NOTHING_DONE = [429, 503];

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type With<M extends Method> = {
	[P in keyof paths]: paths[P] extends { [_ in M]: { responses: unknown } } ? P : never;
}[keyof paths];
type Asked<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never;
type Good<T> = T extends { responses: infer R } ? R[keyof R & (200 | 201 | 202 | 204)] : never;
/** What a request is answered with. */
export type Answer<P extends keyof paths, M extends Method> =
	Good<Asked<P, M>> extends infer R
		? R extends { content: { 'application/json': infer Body } }
			? Body
			: R extends { content: infer Other }
				? [Other] extends [never]
					? undefined
					: Other[keyof Other]
				: undefined
		: never;
type Init<P extends keyof paths, M extends Method> = MaybeOptionalInit<paths[P], M & keyof paths[P]>;
type Rest<I> = undefined extends I ? [init?: I] : [init: I];
type Call<M extends Method> = <P extends With<M>>(
	path: P,
	...rest: Rest<Init<P, M>>
) => Promise<Answer<P, M>>;

/** The addresses of lists. */
export type Lists = {
	[P in With<'get'>]: Answer<P, 'get'> extends { items: unknown[]; next_cursor: unknown } ? P : never;
}[With<'get'>];
type Row<P extends Lists> =
	Answer<P, 'get'> extends { items: (infer R)[] } ? R : never;

/** A UUID of version 7: made now, and sorted so. What is created takes one as `id`. */
export function newId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const now = Date.now();
	for (let place = 0; place < 6; place += 1) bytes[place] = Math.floor(now / 256 ** (5 - place));
	bytes[6] = 0x70 | (bytes[6]! & 0x0f);
	bytes[8] = 0x80 | (bytes[8]! & 0x3f);
	const hex = [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

function told(answer: Response): number | undefined {
	const text = answer.headers.get('retry-after');
	if (text === null) return undefined;
	const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** What is created under an id of the caller's is created once. */
const hasId = (request: Request) =>
	request.json().then(
		(body: unknown) => typeof body === 'object' && body !== null && 'id' in body,
		() => false
	);

/** Sends a request, again where that is safe. */
async function send(request: Request, tries: number, using: typeof fetch): Promise<Response> {
	const once =
		['GET', 'PUT', 'DELETE'].includes(request.method) ||
		request.headers.has('idempotency-key') ||
		(request.method === 'POST' && (await hasId(request.clone())));
	for (let tried = 1; ; tried += 1) {
		const longest = FIRST_PAUSE_MS * 2 ** (tried - 1);
		let pause = longest * (0.5 + Math.random() / 2);
		try {
			const answer = await using(request.clone());
			const again =
				NOTHING_DONE.includes(answer.status) || (once && [502, 504].includes(answer.status));
			pause = told(answer) ?? pause;
			if (!again || tried >= tries || pause > LONGEST_PAUSE_MS) return answer;
			pause += Math.random() * 250;
		} catch (reason) {
			if (!once || tried >= tries || request.signal.aborted) throw reason;
		}
		await sleep(pause);
	}
}

/** The API with a token of somebody. Answers are what was asked for; refusals are thrown as `Problem`. */
export function connect(options: Options) {
	const { tries = 5, token } = options;
	const client = createClient<paths>({
		baseUrl: options.address.replace(/\/$/, ''),
		fetch: (request) => send(request, tries, options.fetch ?? fetch)
	});
	client.use({
		async onRequest({ request, schemaPath }) {
			const good = typeof token === 'string' ? token : await token();
			request.headers.set('authorization', `Bearer ${good}`);
			if (KEYED.has(schemaPath) && !request.headers.has('idempotency-key'))
				request.headers.set('idempotency-key', crypto.randomUUID());
			return request;
		},
		async onResponse({ response }) {
			if (response.ok) return;
			throw new Problem(response.status, await response.json().catch(() => ({})));
		}
	});
	const asking = (method: Method) =>
		(async (path: never, init: never) => {
			const call = client[method.toUpperCase() as 'GET'] as (
				path: never,
				init: never
			) => Promise<{ data?: unknown }>;
			return (await call(path, init)).data;
		}) as never;

	const ask = {
		get: asking('get') as Call<'get'>,
		post: asking('post') as Call<'post'>,
		put: asking('put') as Call<'put'>,
		patch: asking('patch') as Call<'patch'>,
		delete: asking('delete') as Call<'delete'>
	};

	/** Page by page, for what stands on each beside its items. */
	async function* pages<P extends Lists>(
		path: P,
		...rest: Rest<Init<P, 'get'>>
	): AsyncGenerator<Answer<P, 'get'>> {
		const given = (rest[0] ?? {}) as { params?: { query?: Record<string, unknown> } };
		const read = ask.get as (path: Lists, init: unknown) => Promise<unknown>;
		let query: Record<string, unknown> = { limit: PER_PAGE, ...given.params?.query };
		for (;;) {
			const page = await read(path, { ...given, params: { ...given.params, query } });
			yield page as Answer<P, 'get'>;
			const { next_cursor: cursor } = page as { next_cursor: string | null };
			if (cursor === null) return;
			query = { ...query, cursor };
		}
	}

	/** All items of a list: the next page is asked for when it is needed. */
	async function* all<P extends Lists>(
		path: P,
		...rest: Rest<Init<P, 'get'>>
	): AsyncGenerator<Row<P>> {
		for await (const page of pages(path, ...rest))
			yield* (page as unknown as { items: Row<P>[] }).items;
	}

	return { ...ask, all, pages };
}
