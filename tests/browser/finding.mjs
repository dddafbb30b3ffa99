// Somebody who thinks they know nobody: eight questions, an easy ask, a plan that rests, a no.
import { browsing, device, settled, signIn, told, violations } from './chromium.mjs';

const ADDRESS = 'nobody.known@example.org';

await browsing(async (browser) => {
	const { page, wrong } = await device(browser);
	const poor = [];
	let pictures = 0;
	/** One screen more: looked at by axe, and for anything wider than the phone. */
	async function look(what) {
		await settled(page, wrong);
		poor.push(...(await violations(page)).map((line) => `${what}: ${line}`));
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		if (wide > 390) poor.push(`${what}: ${wide} px wide`);
		await page.screenshot({ path: `${told.pictures}/finding-${++pictures}.png` });
	}
	const press = (name) => page.getByRole('button', { name, exact: true }).click();
	const heading = (name) => page.getByRole('heading', { name }).waitFor();
	const easy = () =>
		page
			.getByRole('button', { name: /Write the ask/ })
			.evaluateAll((rows) => rows.map((row) => row.innerText.replaceAll('\n', ' · ')));

	await signIn(page, ADDRESS);
	await settled(page, wrong);
	await page.goto(`${told.base}/people/find`);
	await page.getByRole('link', { name: 'Begin' }).click();
	await heading('Who left your last job, and left it well?');
	await page.getByLabel('Their name').fill('Rosa Lind');
	await page.getByLabel('What made you think of Rosa?').fill('She left our ward for a laboratory');
	await look('question');
	await press('Keep and go on');
	await heading('Which teacher would still know your name?');
	await press('Nobody here');
	await heading('Whose talk, article or post stayed with you?');
	await page.getByLabel('Their name').fill('Amir Khan');
	await press('Keep and go on');
	await heading('Who from your school or course went another way?');
	await press('Enough for now');
	await page.getByText('Rosa Lind').last().waitFor();
	await page.getByText('The first three asks go to people').waitFor();
	await look('easy ones first');
	const first = await easy();
	await page.getByText('Look elsewhere').click();
	await page.getByLabel('A school or course of yours').fill('Leeds College');
	const elsewhere = await page.locator('details a').evaluateAll((all) => all.map((a) => a.href));
	await look('elsewhere');

	await page.getByRole('link', { name: 'Where I would like to work' }).click();
	const place = page.getByLabel('A place where you would like to work');
	for (const name of ['Openward', 'Hollin Labs', 'Calder Analytics']) {
		await place.fill(name);
		await press('Put it on the list');
		await page.getByRole('button', { name: new RegExp(`^${name}`) }).waitFor();
	}
	await look('places');
	await page.getByRole('button', { name: /^Openward/ }).click();
	await page.getByLabel('very much').check({ force: true });
	await look('place');
	await press('Save');
	await page.getByRole('button', { name: /^Openward Liked very much/ }).waitFor();
	const places = await page
		.locator('main li .heading')
		.evaluateAll((names) => names.map((name) => name.innerText));

	await page.goto(`${told.base}/people/find`);
	await page.getByRole('button', { name: /^Rosa Lind/ }).click();
	const draft = page.getByLabel('Your words to Rosa');
	await draft.waitFor();
	const said = (await draft.inputValue())
		.replace(/I am \{\{[^}]*\}\}/, 'I am a nurse in Leeds')
		.replace(/What made me write is \{\{[^}]*\}\}\./, 'That is why I write.')
		.replace(/find out \{\{[^}]*\}\}/, 'find out how laboratories use ward data')
		.replace(/\{\{[^}]*\}\}$/, 'Nora Haas');
	await draft.fill(said);
	await press('Copy and open mail');
	await heading('Did you send it?');
	await press('Yes');
	await page.getByText('Most answers take a few days.').waitFor();
	const me = await page.evaluate(async () => (await fetch('/v1/me')).json());

	await page.goto(`${told.base}/people?lane=asked`);
	await page.getByRole('link', { name: /Rosa Lind/ }).click();
	await heading('The plan');
	const steps = page
		.locator('section', { has: page.getByRole('heading', { name: 'The plan' }) })
		.locator('li');
	const plan = await steps.allInnerTexts();
	await look('plan');
	await press('Pause the plan');
	await page.getByText('Nothing comes up until you go on').waitFor();
	await look('pause');
	await press('Go on with the plan');
	await page.getByText('The plan goes on.').waitFor();
	const again = await steps.allInnerTexts();

	await press('Any answer?');
	await page.getByRole('button', { name: 'A no', exact: true }).click();
	await press('Write it down');
	const end = page.getByRole('dialog', { name: 'That ask is complete.' });
	await end.getByLabel('Wrong moment').check({ force: true });
	await look('end');
	await end.getByRole('link', { name: 'Write a gracious line' }).click();
	await page.getByLabel('Your words to Rosa').waitFor();
	const gracious = await page.getByLabel('Your words to Rosa').inputValue();
	await look('gracious line');
	const lanes = await page.evaluate(async () => (await fetch('/v1/lanes')).json());
	const [card] = lanes.lanes.find(({ lane }) => lane === 'not_this_time').items;
	const thread = await page.evaluate(
		async (id) => (await fetch(`/v1/threads/${id}`)).json(),
		card.id
	);
	await page.goto(`${told.base}/people/find`);
	await page.getByText('Amir Khan').waitFor();
	const left = await easy();
	return {
		first,
		elsewhere,
		places,
		name: me.profile.name,
		plan,
		again,
		gracious,
		reason: thread.close_reason,
		left,
		poor,
		wrong: wrong.all
	};
});
