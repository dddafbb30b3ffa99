'use strict';
const { ask, choices } = require('./asking.js');

const only = (...operation) => ({ show: { operation } });
const text = (name, displayName, operation, more = {}) => ({
	displayName,
	name,
	type: 'string',
	default: '',
	displayOptions: only(operation),
	...more
});

/** People and talks: find, read, keep. */
class Askwell {
	description = {
		displayName: 'Askwell',
		name: 'askwell',
		group: ['transform'],
		version: 1,
		description: 'People and talks of Askwell',
		subtitle: '={{$parameter["operation"]}}',
		defaults: { name: 'Askwell' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'askwellApi', required: true }],
		properties: [
			{
				displayName: 'What to do',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				default: 'keepPerson',
				options: [
					{ name: 'Keep a Person', value: 'keepPerson', action: 'Keep a person' },
					{ name: 'Find a Person', value: 'findPerson', action: 'Find a person' },
					{ name: 'Read a Talk', value: 'readTalk', action: 'Read a talk' }
				]
			},
			text('key', 'Key in Your Other Tool', 'keepPerson', { required: true }),
			text('name', 'Name', 'keepPerson', { required: true }),
			text('role', 'What They Do', 'keepPerson'),
			text('employer', 'Where', 'keepPerson'),
			text('why', 'What Made You Think of Them?', 'keepPerson'),
			text('email', 'E-Mail', 'keepPerson'),
			text('source', 'How You Know of Them', 'keepPerson', {
				type: 'options',
				typeOptions: { loadOptionsMethod: 'sources' }
			}),
			text('findEmail', 'E-Mail', 'findPerson', { required: true }),
			text('conversationId', 'Talk', 'readTalk', { required: true })
		]
	};
	methods = { loadOptions: { sources: choices('sources') } };

	async execute() {
		const made = [];
		for (let place = 0; place < this.getInputData().length; place += 1) {
			const given = (name) => this.getNodeParameter(name, place, '');
			const found = await WAYS[given('operation')](this, given);
			made.push(...found.map((json) => ({ json, pairedItem: { item: place } })));
		}
		return [made];
	}
}

const WAYS = {
	async keepPerson(node, given) {
		const names = ['name', 'role', 'employer', 'why', 'source'];
		const body = Object.fromEntries(names.map((name) => [name, given(name)]).filter(([, value]) => value));
		if (given('email')) body.points = [{ kind: 'email', value: given('email') }];
		const key = encodeURIComponent(given('key'));
		return [await ask(node, 'PUT', `/v1/contacts/by-external-id/${key}`, { body })];
	},
	async findPerson(node, given) {
		return (await ask(node, 'GET', '/v1/contacts', { qs: { email: given('findEmail') } })).items;
	},
	async readTalk(node, given) {
		return [await ask(node, 'GET', `/v1/conversations/${given('conversationId')}`)];
	}
};

module.exports = { Askwell };
