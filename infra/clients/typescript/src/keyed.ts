// Where an Idempotency-Key is read. Written by infra/clients/generate.py: change that, not this.
export const KEYED: ReadonlySet<string> = new Set([
	'/v1/contacts/bulk',
	'/v1/contacts/{contact_id}/erase',
	'/v1/imports/steps-mail',
	'/v1/organizations',
	'/v1/webhooks/{webhook_id}/replay',
	'/v1/webhooks/{webhook_id}/test'
]);
