// Verifies messages as the specification of Standard Webhooks says, knowing nothing of how they were
// made: JSON lines of {secret, headers, body} on stdin, one line of ids of those that are signed.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createInterface } from 'node:readline';

const good = [];
for await (const line of createInterface({ input: process.stdin })) {
	const { secret, headers, body } = JSON.parse(line);
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
	const expected = createHmac('sha256', key).update(content).digest();
	const signed = headers['webhook-signature'].split(' ').some((one) => {
		const [version, text] = one.split(',');
		const given = Buffer.from(text, 'base64');
		return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
	});
	if (signed) good.push(headers['webhook-id']);
}
console.log(JSON.stringify(good));
