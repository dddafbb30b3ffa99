// Prints what happened since the last time: `ASKWELL_TOKEN=… node follow.ts ADDRESS FILE`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from '../src/index.ts';

const [address = '', kept = ''] = process.argv.slice(2);
const askwell = connect({ address, token: process.env.ASKWELL_TOKEN ?? '' });

let since = existsSync(kept) ? readFileSync(kept, 'utf8') : null;
for await (const page of askwell.pages('/v1/events', { params: { query: { since } } })) {
	for (const { timestamp, type, data } of page.items) {
		const path = { contact_id: data.contact_id ?? '' };
		const whom = data.contact_id && (await askwell.get('/v1/contacts/{contact_id}', { params: { path } }));
		console.log(timestamp, type, whom ? whom.name : '–');
	}
	since = page.since;
}
// Only now: what is printed twice is better than what is never.
writeFileSync(kept, since ?? '');
