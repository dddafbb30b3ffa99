// Somebody reaches a goal: who helped, the news in their own words, two weeks of telling, one told.
import { randomUUID } from 'node:crypto';
import { browsing, device, read, settled, signIn, told, until, violations } from './chromium.mjs';

await browsing(async (browser) => {
	const { context, page, wrong } = await device(browser);
	const poor = [];
	let taken = 0;

	const send = (path, body) =>
		page.evaluate(
			async ([address, sent]) => {
				const answer = await fetch(address, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(sent)
				});
				if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
				return answer.json();
			},
			[`/v1${path}`, body]
		);

	async function look() {
		for (const colorScheme of ['light', 'dark']) {
			await page.emulateMedia({ colorScheme });
			await settled(page, wrong);
			poor.push(...(await violations(page)));
			taken += 1;
			if (told.pictures)
				await page.screenshot({ path: `${told.pictures}/landing-${taken}.png`, fullPage: true });
		}
		await page.emulateMedia({ colorScheme: 'light' });
	}

	await signIn(page, 'lander@example.org');
	await settled(page, wrong);
	const day = 86_400_000;
	const now = await page.evaluate(() => Date.now());
	for (const [index, [given_name, line, tag]] of [
		['Grace', 'Learn SQL on a table you already know.', 'advice'],
		['Ben', "You speak ward. We can't teach that.", 'insight'],
		['Ana', null, null]
	].entries()) {
		const contact_id = randomUUID();
		const employer = `Place ${index}`;
		await send('/contacts', { id: contact_id, given_name, family_name: 'Obi', role: 'Analyst', employer });
		const talk = await send('/conversations/past', {
			id: randomUUID(),
			thread_id: randomUUID(),
			contact_id,
			ended_at: new Date(now - (10 + index) * day).toISOString()
		});
		if (line)
			await send(`/conversations/${talk.id}/lines`, {
				lines: [{ id: randomUUID(), tag, text: line, at: new Date(now).toISOString() }]
			});
	}
	const goal = randomUUID();
	await send('/goals', { id: goal, what: 'Clinical informatics analyst' });

	await page.goto(`${told.base}/growth/goals/${goal}`);
	await page.getByRole('button', { name: 'Reached' }).click();
	await page.waitForURL(/growth\/landed\//);
	await page.getByText('3 people helped').waitFor();
	await look();
	const news = page.getByLabel('How would you say it?');
	await news.fill('It helped: I start at St Brannock on Monday.');
	await news.blur();
	await page.getByText('I start at St Brannock on Monday.').nth(1).waitFor();
	await page.getByRole('button', { name: 'Tell them over two weeks' }).click();
	await page.getByText('They come up on Today').waitFor();
	await look();
	const landed = page.url();
	const [{ id }] = (await read(page, '/landings')).items;
	const story = await context.request.get(`${told.base}/v1/landings/${id}/story.pdf`);
	const printed = (await story.body()).subarray(0, 4).toString();

	await page.getByRole('link', { name: 'Tell Grace' }).click();
	const draft = page.getByLabel('Your words to Grace');
	await until(async () => (await draft.inputValue()).includes('St Brannock'), 'the draft');
	await look();
	await page.goto(landed);
	const grace = page.getByRole('listitem').filter({ hasText: 'Grace Obi' });
	await grace.getByRole('button', { name: 'They know' }).click();
	await page.getByText('They know.').waitFor();
	await page.getByRole('button', { name: 'Not them: Ana' }).click();
	await page.getByText('You chose not to tell them.').waitFor();
	const { people } = await read(page, `/landings/${id}`);

	await page.goto(`${told.base}/growth/goals/${goal}`);
	await page.getByRole('button', { name: 'Take it up again' }).click();
	await until(async () => (await read(page, '/landings')).items.length === 0, 'no landing');
	return { poor, wrong: wrong.all, printed, standing: people.map(({ standing }) => standing) };
});
