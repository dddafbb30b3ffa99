// Somebody registers an app, lets it in, sees what it may, and cuts it off; the app meanwhile.
import { createHash, randomBytes } from 'node:crypto';
import { browsing, device, settled, signIn, told, violations } from './chromium.mjs';

const BACK = 'http://127.0.0.1:9/back';

await browsing(async (browser) => {
	const { page, wrong } = await device(browser);
	const poor = [];
	/** One screen more: looked at by axe in both colours, and for anything wider than the phone. */
	async function look(what) {
		for (const colorScheme of ['light', 'dark']) {
			await page.emulateMedia({ colorScheme });
			await settled(page, wrong);
			const found = await violations(page);
			poor.push(...found.map((line) => `${what} ${colorScheme}: ${line}`));
			const wide = await page.evaluate(() => document.documentElement.scrollWidth);
			if (wide > 390) poor.push(`${what}: ${wide} px wide`);
			await page.screenshot({ path: `${told.pictures}/letting-${what}-${colorScheme}.png` });
		}
	}
	const press = (name) => page.getByRole('button', { name, exact: true }).click();
	const lists = () =>
		page.locator('main ul').evaluateAll((all) => all.map((one) => one.innerText.split('\n')));

	await signIn(page, 'maker.of.apps@example.org');
	await settled(page, wrong);
	await page.goto(`${told.base}/settings/own-apps`);
	await press('Register an app');
	await page.getByLabel('Name').fill('Sheets');
	await page.getByLabel('Where people go back to').fill('http://127.0.0.1/back');
	await look('form');
	await press('Register it');
	await page.getByText('Its secret.').waitFor();
	const [id, secret] = await page.locator('dialog code').allInnerTexts();
	await look('secret');

	const verifier = randomBytes(32).toString('base64url');
	const words = new URLSearchParams({
		response_type: 'code',
		client_id: id,
		redirect_uri: BACK,
		scope: 'profile:read contacts:read',
		state: 'a & b',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256'
	});
	const asking = async (more = {}) => {
		const asked = new URLSearchParams({ ...Object.fromEntries(words), ...more });
		await page.goto(`${told.base}/authorize?${asked}`);
		await page.getByRole('heading', { level: 1 }).waitFor();
	};
	let back = null;
	await page.route(`${BACK}**`, (route) => {
		back = new URL(route.request().url());
		return route.fulfill({ contentType: 'text/html', body: '<h1>The app again</h1>' });
	});
	const returned = () => page.getByText('The app again').waitFor();
	const post = async (fields) => {
		const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
		const body = new URLSearchParams(fields);
		const sent = { method: 'POST', headers: { authorization }, body };
		return (await fetch(`${told.base}/v1/oauth/token`, sent)).json();
	};
	const works = async (token) =>
		(await fetch(`${told.base}/v1/contacts`, { headers: { authorization: `Bearer ${token}` } }))
			.status;

	await asking();
	await page.getByRole('button', { name: 'Let it in' }).waitFor();
	await look('asked');
	const title = await page.getByRole('heading', { level: 1 }).innerText();
	const may = await lists();
	await press('No, thank you');
	await returned();
	const no = Object.fromEntries(back.searchParams);
	await asking({ code_challenge_method: 'plain' });
	await page.getByText('Nothing was shared.').waitFor();
	await look('refused');
	await asking();
	await press('Let it in');
	await returned();
	const yes = Object.fromEntries(back.searchParams);
	const tokens = await post({
		grant_type: 'authorization_code',
		code: yes.code,
		redirect_uri: BACK,
		code_verifier: verifier
	});
	const before = await works(tokens.access_token);

	await page.goto(`${told.base}/settings/apps`);
	await page.getByRole('heading', { name: 'Sheets' }).waitFor();
	await look('connected');
	await page.getByRole('button', { name: 'Cut off Sheets' }).click();
	await page.getByText('No app is connected.').waitFor();
	const after = await works(tokens.access_token);
	const refused = await post({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
	return { title, may, no, state: yes.state, before, after, refused, poor, wrong: wrong.all };
});
