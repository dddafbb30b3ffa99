import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

/** Answers every request with a saved message, and keeps what was sent. */
function server(): { path: string; body: Record<string, unknown> }[] {
	const seen: { path: string; body: Record<string, unknown> }[] = [];
	vi.stubGlobal(
		'Request',
		class extends Request {
			constructor(to: string, options: RequestInit) {
				super(new URL(to, 'http://askwell.test'), options);
			}
		}
	);
	vi.stubGlobal('fetch', async (request: Request) => {
		const body = (await request.json()) as Record<string, unknown>;
		seen.push({ path: new URL(request.url).pathname, body });
		const message = { ...body, id: 'm', state: 'draft', version: seen.length };
		return new Response(JSON.stringify(message), {
			status: 201,
			headers: { 'content-type': 'application/json' }
		});
	});
	return seen;
}

test('a text is kept with the lines it is checked against, also when it changes', async () => {
	const seen = server();
	// The client takes up what fetches when it is first imported: here it has to be anew.
	vi.resetModules();
	const { Draft } = await import('./draft.svelte.ts');
	const draft = new Draft('thread', 'thanks');
	draft.against = { insights: ['A clean definition beats a clever chart.'], promises: [] };
	draft.begin({ channel: 'chat', subject: null, body: '' });
	draft.body = 'Dear Helen, thank you.';
	draft.changed();
	await draft.save();
	draft.body = 'Dear Helen, thank you for the clean definition.';
	draft.changed();
	await draft.save();
	expect(seen.map(({ path }) => path)).toEqual(['/v1/messages', '/v1/messages/m']);
	for (const { body } of seen) {
		expect(body).toMatchObject(draft.against);
	}
	draft.leave();
});
