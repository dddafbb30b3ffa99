'use strict';

/** A token of somebody, and where their server is. */
class AskwellApi {
	name = 'askwellApi';
	displayName = 'Askwell';
	documentationUrl = 'https://askwell.example.org/developers';
	properties = [
		{
			displayName: 'Address',
			name: 'address',
			type: 'string',
			default: 'https://askwell.example.org'
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'From Settings, Tokens'
		}
	];
	authenticate = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } }
	};
	test = { request: { baseURL: '={{$credentials.address}}', url: '/v1/me' } };
}

module.exports = { AskwellApi };
