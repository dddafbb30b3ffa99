// What was seen stays readable without a network, after a reload too, and the app says so.
import { browsing, device, lookAtExample, read, settled, told } from './chromium.mjs';

await browsing(async (browser) => {
	const { context, page, wrong } = await device(browser);
	await lookAtExample(page);
	await settled(page, wrong);
	const today = await page.getByRole('main').innerText();
	const { lanes } = await read(page, '/lanes');
	const [seen, unseen] = lanes.find(({ lane }) => lane === 'in_touch').items;
	await page.goto(`${told.base}/people/${seen.contact.id}`);
	await page.getByRole('heading', { name: seen.contact.name }).waitFor();
	await settled(page, wrong);
	const person = await page.getByRole('main').innerText();
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

	await context.setOffline(true);
	const without = {};
	await page.reload();
	await page.getByRole('heading', { name: seen.contact.name }).waitFor();
	without.person = await page.getByRole('main').innerText();
	// The app learns that it is alone when its first request fails, after it has shown what it kept.
	const line = page.getByRole('status').filter({ hasText: 'No network' }).first();
	await line.waitFor();
	without.line = await line.innerText();
	await page.screenshot({ path: `${told.pictures}/offline-person.png` });
	await page.goto(told.base);
	await page.getByRole('heading', { name: 'Then, if you have time' }).waitFor();
	without.today = await page.getByRole('main').innerText();
	await page.goto(`${told.base}/people/${unseen.contact.id}`);
	await page.getByText('No network. Please try again when you are back.').waitFor();
	await context.setOffline(false);
	await page.getByRole('button', { name: 'Try again' }).click();
	await page.getByRole('heading', { name: unseen.contact.name }).waitFor();
	return { today, person, without };
});
