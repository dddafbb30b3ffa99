import { answer, api, type Schema } from '#lib/http/api.ts';
import { query } from '#lib/http/query.ts';

export type Model = Schema['ModelRead'];

/** The language model of this installation, if there is one, and whether one agreed to use it. */
export const model = () => query('model', () => answer(api.GET('/v1/me/model')));

/** Agrees to the model as it was shown. */
export async function agree({ host, name }: Model): Promise<void> {
	model().put(await answer(api.PUT('/v1/me/model', { body: { host, name } })));
}

/** Nothing is sent from then on. */
export async function takeBack(): Promise<void> {
	await answer(api.DELETE('/v1/me/model'));
	await model().refresh();
}
