// Askwell for Zapier: told what happens by webhook, finds people and talks, keeps people.
'use strict';

const ADDRESS = process.env.ASKWELL_ADDRESS || 'https://askwell.example.org';

/** Every request carries the access token of the person who connected. */
const withToken = (request, z, bundle) => {
	if (bundle.authData.access_token)
		request.headers.Authorization = `Bearer ${bundle.authData.access_token}`;
	return request;
};

const ask = async (z, method, path, more = {}) =>
	(await z.request({ url: ADDRESS + path, method, ...more })).data;

const choices = (list) => ({
	key: `choices_${list}`,
	noun: 'Choice',
	display: { label: `Choices: ${list}`, description: 'Fills a drop-down.', hidden: true },
	operation: {
		perform: async (z) =>
			(await ask(z, 'GET', `/v1/choices/${list}`)).items.map(({ value, label }) => ({ id: value, label }))
	}
});

const token = (parameters) => async (z, bundle) => {
	const { data } = await z.request({
		url: `${ADDRESS}/v1/oauth/token`,
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: {
			client_id: process.env.CLIENT_ID,
			client_secret: process.env.CLIENT_SECRET,
			...parameters(bundle)
		}
	});
	return { access_token: data.access_token, refresh_token: data.refresh_token };
};

const authentication = {
	type: 'oauth2',
	test: (z) => ask(z, 'GET', '/v1/me'),
	connectionLabel: '{{label}}',
	oauth2Config: {
		enablePkce: true,
		autoRefresh: true,
		scope:
			'profile:read contacts:read contacts:write conversations:read events:read webhooks:read webhooks:write',
		authorizeUrl: {
			url: `${ADDRESS}/authorize`,
			params: {
				client_id: '{{process.env.CLIENT_ID}}',
				redirect_uri: '{{bundle.inputData.redirect_uri}}',
				response_type: 'code',
				state: '{{bundle.inputData.state}}'
			}
		},
		getAccessToken: token(({ inputData }) => ({
			grant_type: 'authorization_code',
			code: inputData.code,
			redirect_uri: inputData.redirect_uri,
			code_verifier: inputData.code_verifier
		})),
		refreshAccessToken: token(({ authData }) => ({
			grant_type: 'refresh_token',
			refresh_token: authData.refresh_token
		}))
	}
};

/** What Zapier shows while somebody builds: the shape is that of every event. */
const sample = {
	id: '01900000-0000-7000-8000-000000000000',
	type: 'conversation.held',
	timestamp: '2026-03-03T18:00:00Z',
	data: {
		at: '2026-03-03T18:00:00Z',
		contact_id: '01900000-0000-7000-8000-000000000000',
		thread_id: '01900000-0000-7000-8000-000000000000',
		conversation_id: '01900000-0000-7000-8000-000000000000',
		subject_id: '01900000-0000-7000-8000-000000000000',
		from_stage: 'scheduled',
		to_stage: 'held',
		codes: { said: 'held' }
	}
};

const happened = {
	key: 'happened',
	noun: 'Event',
	display: { label: 'Something Happened', description: 'Triggers when something happens, such as a talk.' },
	operation: {
		type: 'hook',
		inputFields: [
			{ key: 'type', label: 'What', type: 'string', required: true, dynamic: 'choices_events.id.label' }
		],
		performSubscribe: (z, bundle) =>
			ask(z, 'POST', '/v1/webhooks', { body: { url: bundle.targetUrl, types: [bundle.inputData.type] } }),
		performUnsubscribe: async (z, bundle) => {
			await ask(z, 'DELETE', `/v1/webhooks/${bundle.subscribeData.id}`);
			return {};
		},
		perform: (z, bundle) => [bundle.cleanedRequest],
		performList: async (z, bundle) =>
			(await ask(z, 'GET', '/v1/events/samples', { params: { type: bundle.inputData.type } })).items,
		sample
	}
};

const person = {
	id: '01900000-0000-7000-8000-000000000000',
	name: 'Maya Lindgren',
	role: 'Lecturer in health data',
	email: 'maya@example.org',
	lane: 'want_to_ask'
};

const findPerson = {
	key: 'find_person',
	noun: 'Person',
	display: { label: 'Find a Person', description: 'Finds somebody by their address.' },
	operation: {
		inputFields: [{ key: 'email', label: 'E-mail', type: 'string', required: true }],
		perform: async (z, bundle) =>
			(await ask(z, 'GET', '/v1/contacts', { params: { email: bundle.inputData.email } })).items,
		sample: person
	}
};

const readTalk = {
	key: 'read_talk',
	noun: 'Talk',
	display: { label: 'Read a Talk', description: 'Reads with whom a talk is, and when.' },
	operation: {
		inputFields: [{ key: 'conversation_id', label: 'Talk', type: 'string', required: true }],
		perform: async (z, bundle) => [
			await ask(z, 'GET', `/v1/conversations/${bundle.inputData.conversation_id}`)
		],
		sample: { id: person.id, state: 'held', starts_at: sample.timestamp, medium: 'phone' }
	}
};

const keepPerson = {
	key: 'keep_person',
	noun: 'Person',
	display: { label: 'Keep a Person', description: 'Adds somebody, or changes who is there under this key.' },
	operation: {
		inputFields: [
			{ key: 'key', label: 'Key in your other tool', type: 'string', required: true },
			{ key: 'name', label: 'Name', type: 'string', required: true },
			{ key: 'role', label: 'What they do', type: 'string' },
			{ key: 'employer', label: 'Where', type: 'string' },
			{ key: 'why', label: 'What made you think of them?', type: 'text' },
			{ key: 'email', label: 'E-mail', type: 'string' },
			{ key: 'source', label: 'How you know of them', type: 'string', dynamic: 'choices_sources.id.label' }
		],
		perform: (z, bundle) => {
			const { key, email, ...card } = bundle.inputData;
			if (email) card.points = [{ kind: 'email', value: email }];
			return ask(z, 'PUT', `/v1/contacts/by-external-id/${encodeURIComponent(key)}`, { body: card });
		},
		sample: person
	}
};

const hidden = ['events', 'sources'].map(choices);

module.exports = {
	version: require('./package.json').version,
	platformVersion: '19.1.0',
	authentication,
	beforeRequest: [withToken],
	triggers: { happened, ...Object.fromEntries(hidden.map((one) => [one.key, one])) },
	searches: { find_person: findPerson, read_talk: readTalk },
	creates: { keep_person: keepPerson }
};
