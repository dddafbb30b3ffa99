import { understood } from './api.ts';
import { Failure } from './failure.ts';

interface More {
	method?: 'POST' | 'PUT';
	/** Fields of the form beside the file. */
	fields?: Record<string, string>;
	headers?: Record<string, string>;
}

/** Hands a file over as a form and gives the answer. Throws a Failure. */
export async function sendFile<T>(address: string, file: File, more: More = {}): Promise<T> {
	const { method = 'POST', fields = {}, headers = {} } = more;
	const body = new FormData();
	body.set('file', file);
	for (const [name, value] of Object.entries(fields)) body.set(name, value);
	let response: Response;
	try {
		response = await fetch(address, { method, body, headers });
	} catch {
		throw new Failure(0, 'offline');
	}
	const content: unknown = await response.json().catch(() => null);
	if (!response.ok) throw understood(content, response);
	return content as T;
}
