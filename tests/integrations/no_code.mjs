// Plays Zapier and n8n: runs all that our definitions for them do against a server, as they would, and
// tells in JSON what was asked for and what came of it. Usage: node no_code.mjs ADDRESS TOKEN TALK CALL,
// where CALL is a call of a webhook as it came: {secret, headers, body}.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [address, token, talk, call] = process.argv.slice(2);
process.env.ASKWELL_ADDRESS = address;
const folder = new URL('../../infra/integrations/', import.meta.url);
const require = createRequire(new URL('zapier/index.js', folder));
const requests = [];

async function send({ method, url, headers = {}, body, params, qs }) {
	const asked = new URL(url);
	for (const [name, value] of Object.entries({ ...params, ...qs })) asked.searchParams.append(name, value);
	const answer = await fetch(asked, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		body: body && JSON.stringify(body)
	});
	const text = await answer.text();
	const query = [...asked.searchParams.keys()];
	requests.push({ method, path: asked.pathname, query, body: body ?? null, status: answer.status });
	if (!answer.ok) throw new Error(`${method} ${url}: ${text}`);
	return text ? JSON.parse(text) : undefined;
}

async function zapier() {
	const app = require('./index.js');
	const { validateAppDefinition } = require('zapier-platform-schema');
	const wrong = validateAppDefinition(JSON.parse(JSON.stringify(app, (_, one) => (typeof one === 'function' ? '$func$2$f$' : one)))).errors;
	const authData = { access_token: token };
	const z = {
		async request(given) {
			const request = { headers: {}, ...given };
			for (const before of app.beforeRequest) before(request, z, { authData });
			return { data: await send(request) };
		}
	};
	const run = (perform, more) => perform(z, { authData, ...more });
	const { happened, ...lists } = app.triggers;
	const hook = happened.operation;
	const inputData = { type: 'conversation.held' };
	const me = await run(app.authentication.test, {});
	const choices = {};
	for (const [name, one] of Object.entries(lists)) choices[name] = await run(one.operation.perform, {});
	const subscribeData = await run(hook.performSubscribe, { inputData, targetUrl: 'https://hooks.example.org/z' });
	const samples = await run(hook.performList, { inputData });
	await run(hook.performUnsubscribe, { subscribeData });
	const card = { key: 'z-1', name: 'Zoe Park', role: 'Analyst', employer: 'Openward', why: 'A talk of hers', email: 'zoe@example.org', source: 'event' };
	const kept = await run(app.creates.keep_person.operation.perform, { inputData: card });
	const found = await run(app.searches.find_person.operation.perform, { inputData: { email: 'zoe@example.org' } });
	const read = await run(app.searches.read_talk.operation.perform, { inputData: { conversation_id: talk } });
	return { wrong: wrong.map(String), label: me.label, choices, sample: hook.sample, samples, kept: kept.id, found: found.map((one) => one.id), talk: read[0].id };
}

const SECRETS = { address, token };
const evaluate = (value, $json) => {
	if (Array.isArray(value)) return value.map((one) => evaluate(one, $json));
	if (typeof value === 'object' && value !== null)
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, evaluate(one, $json)]));
	if (typeof value !== 'string' || !value.startsWith('=')) return value;
	return value.slice(1).replace(/\{\{(.*?)\}\}/g, (_, code) => {
		const made = new Function('$json', `return ${code}`)($json);
		if (made === undefined) throw new Error(`${code} is not there`);
		return made;
	});
};

function context(kind, parameters, items, more = {}) {
	const { AskwellApi } = require('../n8n/credentials/AskwellApi.credentials.js');
	const signing = new AskwellApi().authenticate.properties.headers.Authorization;
	return {
		getCredentials: async () => SECRETS,
		getInputData: () => items,
		getNodeParameter: (name, place = 0, other) => {
			if (!kind.description.properties.some((one) => one.name === name)) throw new Error(`no ${name}`);
			return evaluate(parameters[name], items[place]?.json) ?? other;
		},
		helpers: {
			httpRequestWithAuthentication: (_, given) =>
				send({ ...given, headers: { Authorization: signing.slice(1).replace('{{$credentials.token}}', SECRETS.token) } })
		},
		...more
	};
}

async function trigger(parameters) {
	const { AskwellTrigger } = require('../n8n/nodes/AskwellTrigger.node.js');
	const kind = new AskwellTrigger();
	const { secret, headers, body } = JSON.parse(call);
	const kept = {};
	const node = context(kind, parameters, [], {
		getWorkflowStaticData: () => kept,
		getNodeWebhookUrl: () => 'https://hooks.example.org/n'
	});
	const { checkExists, create, delete: remove } = kind.webhookMethods.default;
	const before = await checkExists.call(node);
	await create.call(node);
	const after = await checkExists.call(node);
	const own = kept.secret;
	const hear = async (text) => {
		let status = 200;
		const came = await kind.webhook.call({
			...node,
			getRequestObject: () => ({ headers, rawBody: Buffer.from(text) }),
			getResponseObject: () => ({ status: (one) => ((status = one), { end() {} }) })
		});
		return [status, came.workflowData];
	};
	Object.assign(kept, { secret });
	const [, [items]] = await hear(body);
	const [refused] = await hear(`${body} `);
	await remove.call(node);
	return { items, exists: [before, after, await checkExists.call(node)], refused, own: own.startsWith('whsec_') };
}

async function flow(file, first) {
	const made = JSON.parse(readFileSync(new URL(`n8n/flows/${file}`, folder), 'utf8'));
	const { Askwell } = require('../n8n/nodes/Askwell.node.js');
	let node = made.nodes[0];
	let items = first;
	let trigger_ = null;
	if (!items) {
		trigger_ = await trigger(node.parameters);
		items = trigger_.items;
	}
	for (;;) {
		const next = made.connections[node.name]?.main[0][0].node;
		if (!next) return { items, trigger: trigger_ };
		node = made.nodes.find((one) => one.name === next);
		if (node.type === 'n8n-nodes-askwell.askwell') {
			const kind = new Askwell();
			const known = new Set(kind.description.properties.map((one) => one.name));
			for (const name of Object.keys(node.parameters)) if (!known.has(name)) throw new Error(`no ${name}`);
			[items] = await kind.execute.call(context(kind, node.parameters, items));
		} else {
			items = items.map(({ json }) => ({ json: evaluate(node.parameters.columns.value, json) }));
		}
	}
}

const answers = [{ json: { Name: 'Nils Berg', 'E-mail': 'nils@example.org', 'What do they do?': 'Nurse', 'What made you think of them?': 'His poster' } }];
const form = await flow('form-becomes-person.json', answers);
const { Askwell } = require('../n8n/nodes/Askwell.node.js');
const kind = new Askwell();
const finding = { operation: 'findPerson', findEmail: 'nils@example.org' };
const found = await kind.execute.call(context(kind, finding, [{ json: {} }]));
const sources = await kind.methods.loadOptions.sources.call(context(kind, {}, []));
console.log(
	JSON.stringify({
		zapier: await zapier(),
		held: await flow('talk-becomes-row.json'),
		form,
		found: found[0].length,
		sources: sources.length,
		requests
	})
);
