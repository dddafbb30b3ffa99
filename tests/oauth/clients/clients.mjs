// A program that connects with a library that knows nothing of us, and tells in JSON, a line each,
// what it got. Usage: node clients.mjs LIBRARY ISSUER CLIENT_ID SECRET REDIRECT_URI SCOPE; the address
// that the browser comes back to is read from standard input.
import { createInterface } from 'node:readline';

const [library, issuer, id, secret, redirectUri, scope] = process.argv.slice(2);
const tell = (line) => console.log(JSON.stringify(line));
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const arrived = async () => new URL((await lines.next()).value);
const contacts = async (token) =>
	(await fetch(`${issuer}/v1/contacts`, { headers: { authorization: `Bearer ${token}` } })).status;

const flows = {
	async oauth4webapi() {
		const oauth = await import('oauth4webapi');
		const options = { [oauth.allowInsecureRequests]: true };
		const found = await oauth.discoveryRequest(new URL(issuer), { algorithm: 'oauth2', ...options });
		const server = await oauth.processDiscoveryResponse(new URL(issuer), found);
		const client = { client_id: id };
		const auth = secret ? oauth.ClientSecretBasic(secret) : oauth.None();
		const verifier = oauth.generateRandomCodeVerifier();
		const state = oauth.generateRandomState();
		const asked = new URL(server.authorization_endpoint);
		asked.search = new URLSearchParams({
			client_id: id,
			redirect_uri: redirectUri,
			response_type: 'code',
			scope,
			state,
			code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
			code_challenge_method: 'S256'
		});
		tell({ go: asked.href });
		const answer = oauth.validateAuthResponse(server, client, await arrived(), state);
		const tokens = await oauth.processAuthorizationCodeResponse(
			server,
			client,
			await oauth.authorizationCodeGrantRequest(
				server,
				client,
				auth,
				answer,
				redirectUri,
				verifier,
				options
			)
		);
		const fresh = await oauth.processRefreshTokenResponse(
			server,
			client,
			await oauth.refreshTokenGrantRequest(server, client, auth, tokens.refresh_token, options)
		);
		const before = await contacts(fresh.access_token);
		let inspected = null;
		if (secret) {
			const asking = oauth.introspectionRequest(server, client, auth, fresh.access_token, options);
			inspected = await oauth.processIntrospectionResponse(server, client, await asking);
		}
		await oauth.processRevocationResponse(
			await oauth.revocationRequest(server, client, auth, fresh.refresh_token, options)
		);
		return { tokens, fresh, before, inspected, after: await contacts(fresh.access_token) };
	},
	async 'openid-client'() {
		const oidc = await import('openid-client');
		const configuration = await oidc.discovery(
			new URL(issuer),
			id,
			undefined,
			secret ? oidc.ClientSecretPost(secret) : oidc.None(),
			{ algorithm: 'oauth2', execute: [oidc.allowInsecureRequests] }
		);
		const verifier = oidc.randomPKCECodeVerifier();
		const state = oidc.randomState();
		const asked = oidc.buildAuthorizationUrl(configuration, {
			redirect_uri: redirectUri,
			scope,
			state,
			code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
			code_challenge_method: 'S256'
		});
		tell({ go: asked.href });
		const tokens = await oidc.authorizationCodeGrant(configuration, await arrived(), {
			pkceCodeVerifier: verifier,
			expectedState: state
		});
		const fresh = await oidc.refreshTokenGrant(configuration, tokens.refresh_token);
		const before = await contacts(fresh.access_token);
		const inspected = secret
			? await oidc.tokenIntrospection(configuration, fresh.access_token)
			: null;
		await oidc.tokenRevocation(configuration, fresh.refresh_token);
		return { tokens, fresh, before, inspected, after: await contacts(fresh.access_token) };
	}
};

tell(await flows[library]());
