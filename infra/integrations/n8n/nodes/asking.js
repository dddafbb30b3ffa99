'use strict';

/** Ask the API for what a node needs, with the credentials that the person chose for it. */
async function ask(node, method, path, { body, qs } = {}) {
	const { address } = await node.getCredentials('askwellApi');
	return node.helpers.httpRequestWithAuthentication.call(node, 'askwellApi', {
		method,
		url: address.replace(/\/$/, '') + path,
		json: true,
		...(body && { body }),
		...(qs && { qs })
	});
}

/** Fills a drop-down with a list in the product's own words. */
const choices = (list) =>
	async function () {
		const { items } = await ask(this, 'GET', `/v1/choices/${list}`);
		return items.map(({ value, label }) => ({ name: label, value }));
	};

module.exports = { ask, choices };
