// The certified provider, with one interaction: whoever the request's `x-account` header names is
// signed in and consents. Usage: node provider.mjs PORT REDIRECT_URI...
import { Provider } from 'oidc-provider';

const [port, ...redirects] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const client = (id, method) => ({
	client_id: id,
	client_secret: 'a secret of this very test client',
	redirect_uris: redirects,
	token_endpoint_auth_method: method
});

const provider = new Provider(issuer, {
	clients: [client('basic', 'client_secret_basic'), client('post', 'client_secret_post')],
	claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
	pkce: { required: () => true },
	cookies: { keys: ['a key of this test'] },
	features: { devInteractions: { enabled: false } },
	interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
	findAccount: (_, id) => ({
		accountId: id,
		claims: () => ({ sub: id, ...JSON.parse(Buffer.from(id, 'base64url').toString()) })
	})
});

provider.use(async (ctx, next) => {
	if (!ctx.path.startsWith('/interaction/')) return next();
	const { prompt, params, session, grantId } = await provider.interactionDetails(ctx.req, ctx.res);
	let result;
	if (prompt.name === 'login') {
		result = { login: { accountId: ctx.get('x-account') } };
	} else {
		const grant = grantId
			? await provider.Grant.find(grantId)
			: new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
		grant.addOIDCScope('openid email profile');
		result = { consent: { grantId: await grant.save() } };
	}
	ctx.respond = false;
	await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: true });
});

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
