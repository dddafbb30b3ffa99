'use strict';
const { createHmac, timingSafeEqual } = require('node:crypto');
const { ask, choices } = require('./asking.js');

/** Whether Askwell signed this body with this secret, not long ago (Standard Webhooks). */
function isOurs(secret, headers, body) {
	const [said, sent] = [headers['webhook-id'], headers['webhook-timestamp']];
	if (!(Math.abs(Date.now() / 1000 - Number(sent)) <= 300)) return false;
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const hash = createHmac('sha256', key).update(`${said}.${sent}.`).update(body).digest('base64');
	const ours = Buffer.from(`v1,${hash}`);
	return String(headers['webhook-signature']).split(' ').some((one) => {
		const given = Buffer.from(one);
		return given.length === ours.length && timingSafeEqual(given, ours);
	});
}

/** Begins a flow when something happens. */
class AskwellTrigger {
	description = {
		displayName: 'Askwell Trigger',
		name: 'askwellTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Begins when something happens in Askwell',
		defaults: { name: 'Askwell Trigger' },
		inputs: [],
		outputs: ['main'],
		credentials: [{ name: 'askwellApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'askwell' }],
		properties: [
			{
				displayName: 'What',
				name: 'types',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'events' },
				default: ['conversation.held']
			}
		]
	};
	methods = { loadOptions: { events: choices('events') } };
	webhookMethods = {
		default: {
			async checkExists() {
				const { id } = this.getWorkflowStaticData('node');
				if (!id) return false;
				return ask(this, 'GET', `/v1/webhooks/${id}`).then(() => true, () => false);
			},
			async create() {
				const body = { url: this.getNodeWebhookUrl('default'), types: this.getNodeParameter('types') };
				const { id, secret } = await ask(this, 'POST', '/v1/webhooks', { body });
				Object.assign(this.getWorkflowStaticData('node'), { id, secret });
				return true;
			},
			async delete() {
				const kept = this.getWorkflowStaticData('node');
				await ask(this, 'DELETE', `/v1/webhooks/${kept.id}`);
				delete kept.id;
				delete kept.secret;
				return true;
			}
		}
	};

	async webhook() {
		const { headers, rawBody } = this.getRequestObject();
		const { secret } = this.getWorkflowStaticData('node');
		if (!secret || !isOurs(secret, headers, rawBody)) {
			this.getResponseObject().status(401).end();
			return { noWebhookResponse: true };
		}
		return { workflowData: [[{ json: JSON.parse(rawBody.toString()) }]] };
	}
}

module.exports = { AskwellTrigger };
