// A quarter of an hour before a talk: read up, say what one brings, plan questions, print, rehearse.
import { ahead, browsing, device, read, settled, signIn, told, violations } from './chromium.mjs';

const DAY_MS = 86_400_000;

await browsing(async (browser) => {
	const { context, page, wrong } = await device(browser, { acceptDownloads: true });
	const poor = [];
	const seen = {};
	let pictures = 0;
	async function look(what) {
		await settled(page, wrong);
		poor.push(...(await violations(page)).map((line) => `${what}: ${line}`));
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		if (wide > 390) poor.push(`${what}: ${wide} px wide`);
		await page.screenshot({ path: `${told.pictures}/preparing-${++pictures}.png` });
	}
	const press = (name) => page.getByRole('button', { name }).first().click();
	const saved = () => page.getByText('Saved', { exact: true }).waitFor();

	await signIn(page, 'ready@example.org');
	const starts = Date.now() + ahead() + DAY_MS;
	const talk = await page.evaluate(async (starts) => {
		const [contact_id, thread_id, id] = [0, 0, 0].map(() => crypto.randomUUID());
		const post = async (path, body) => {
			const headers = { 'content-type': 'application/json' };
			const sent = { method: 'POST', headers, body: JSON.stringify(body) };
			const answer = await fetch(`/v1${path}`, sent);
			if (!answer.ok) throw new Error(await answer.text());
		};
		const card = { name: 'Fatima El Idrissi', role: 'Data manager', employer: 'Hollin Labs' };
		await post('/contacts', { id: contact_id, ...card });
		await post('/threads', { id: thread_id, contact_id });
		const starts_at = new Date(starts).toISOString();
		const ends_at = new Date(starts + 1_800_000).toISOString();
		const how = { zone: 'Europe/London', medium: 'in_person' };
		await post('/conversations', { id, thread_id, starts_at, ends_at, ...how });
		return id;
	}, starts);
	const sheet = () => read(page, `/conversations/${talk}/preparation`);
	const plan = async () => (await read(page, `/conversations/${talk}/questions`)).items;

	await page.goto(`${told.base}/talks/${talk}`);
	await page.getByRole('link', { name: /Get ready/ }).click();
	await page.getByText('about 15 minutes').waitFor();
	await look('nothing yet');
	await page.getByRole('link', { name: 'Go on' }).click();
	await page.getByLabel('What did Fatima make').fill('A page on one owner for each definition.');
	await page.getByLabel('What is new there').fill('They moved all records to one system.');
	await saved();
	await look('read up');
	await press('Next');

	// The network goes away, and the page with it: what was typed is there, then with the server.
	// When only the network goes, it is saved as soon as it is back.
	const goal = page.getByLabel('What would you like to find out');
	await goal.waitFor();
	const before = wrong.all.length;
	await context.setOffline(true);
	await goal.fill('What a definition costs.');
	const kept = () => page.getByText('Kept on this device').waitFor();
	await kept();
	await page.goto('about:blank');
	await context.setOffline(false);
	await page.goto(`${told.base}/talks/${talk}/prepare?step=aim`);
	await goal.waitFor();
	seen.kept = await goal.inputValue();
	await saved();
	seen.goal = (await sheet()).goal;
	await settled(page, wrong);
	await context.setOffline(true);
	await goal.fill('What a definition costs, and who pays.');
	await kept();
	await context.setOffline(false);
	await saved();
	seen.then = (await sheet()).goal;
	wrong.all.splice(before);
	await press('Next');

	await page.getByText('A plan for Fatima').waitFor();
	await look('a plan offered');
	const offered = await page.locator('ul button.question').count();
	await page.locator('ul button.question').nth(2).click();
	await press(/Take these/);
	await page.getByText(/of 20 minutes/).waitFor();
	const taken = await plan();
	seen.leftOut = offered - taken.length;
	seen.resting = taken.filter((one) => one.rests_on).length > 0;

	await press('Add a question');
	const own = page.getByLabel('In your own words');
	await own.fill('Do I need a second degree?');
	await page.getByText('A yes or a no would answer this.').waitFor();
	await look('a closed question');
	await press('Ask it so');
	seen.reworded = await own.inputValue();
	await press('Add it');
	await page.getByText('Added.').waitFor();
	await press('Close');
	await page.getByLabel('Only three').check();
	seen.three = await page.locator('ol button.question').allInnerTexts();
	await look('three for a short talk');
	await press('Done');

	await page.getByRole('link', { name: /What you bring/ }).waitFor();
	await look('nearly ready');
	const waiting = page.waitForEvent('download');
	await page.getByText('One page to print').click();
	seen.file = (await waiting).suggestedFilename();
	await page.getByRole('link', { name: /How such a talk goes/ }).click();
	await page.getByText('Ask one thing, and wait').waitFor();
	await look('the primer');

	await page.goto(`${told.base}/settings/pitch`);
	await page.getByLabel('Your story').fill('I am a nurse. I count things and wonder what they mean.');
	await press('Keep this version');
	await press('Start');
	await page.waitForTimeout(1_200);
	await press('Done');
	await page.getByText(/That took \d+ seconds?/).waitFor();
	await look('the story');
	seen.practised = (await read(page, '/pitches')).items[0].practised;
	return { ...seen, left: (await sheet()).left, poor, wrong: wrong.all };
});
