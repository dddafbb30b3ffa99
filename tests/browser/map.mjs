// The map of who led to whom with 2,000 people: what a tap on it changes, and another grouping.
import { browsing, device, lookAtExample, settled, told } from './chromium.mjs';

const PEOPLE = 2_000;

await browsing(async (browser) => {
	const { context, page, wrong } = await device(browser, { serviceWorkers: 'block' });
	await lookAtExample(page);
	await page.route('**/v1/who-led', async (route) => {
		const read = await (await route.fetch()).json();
		const items = [];
		for (let n = 0; n < PEOPLE; n += 1) {
			const by = n < 200 ? null : items[(n * 7919) % n];
			items.push({
				...read.items[0],
				contact: { id: `p-${n}`, name: `Person Number ${n}`, first_name: `P${n}` },
				led_by_id: by?.contact.id ?? null,
				depth: by ? by.depth + 1 : 0,
				talked_on: n % 3 ? null : '2026-01-01',
				field: `f${n % 10}`,
				employer_name: `Employer ${n % 30}`
			});
		}
		await route.fulfill({ json: { ...read, items } });
	});
	await page.goto(`${told.base}/growth/who-led`);
	const map = page.getByRole('img', { name: /^A map of who led to whom/ });
	await map.waitFor();
	await settled(page, wrong);
	await map.scrollIntoViewIfNeeded();
	const dots = await map.evaluate((svg) =>
		[...svg.querySelectorAll('.dot:not(.hole)')].reduce(
			(sum, path) => sum + path.getAttribute('d').split('M').length - 1,
			0
		)
	);
	const drawn = await map.evaluate((svg) => svg.querySelectorAll('*').length);
	await page.evaluate(() => {
		globalThis.changed = { map: 0, elsewhere: 0 };
		globalThis.took = [];
		new MutationObserver((records) => {
			for (const { target } of records)
				globalThis.changed[target.closest?.('svg[role=img]') ? 'map' : 'elsewhere'] += 1;
		}).observe(document.body, {
			subtree: true,
			childList: true,
			attributes: true,
			characterData: true
		});
		addEventListener(
			'click',
			(event) => {
				const from = event.timeStamp;
				requestAnimationFrame(() => {
					const channel = new MessageChannel();
					// After the frame that shows it.
					channel.port1.onmessage = () => globalThis.took.push(performance.now() - from);
					channel.port2.postMessage(null);
				});
			},
			true
		);
	});
	/** What one action changed, and how long it took until its frame was drawn. */
	async function count(act) {
		await page.evaluate(() => {
			Object.assign(globalThis.changed, { map: 0, elsewhere: 0 });
			globalThis.took.length = 0;
		});
		await act();
		await page.waitForTimeout(700);
		return page.evaluate(() => ({ ...globalThis.changed, ms: Math.round(globalThis.took[0]) }));
	}
	const session = await context.newCDPSession(page);
	await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	const box = await map.boundingBox();
	const taps = [];
	for (const [x, y] of [
		[0.7, 0.3],
		[0.3, 0.7],
		[0.6, 0.6]
	])
		taps.push(
			await count(() => page.mouse.click(box.x + box.width * x, box.y + box.height * y))
		);
	const card = await page.locator('.card').innerText();
	const grouped = [];
	for (const name of ['By employer', 'By field'])
		grouped.push(await count(() => page.getByRole('radio', { name }).check()));
	await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
	const skipped = await page
		.locator('.tree')
		.first()
		.evaluate((tree) => getComputedStyle(tree).contentVisibility);
	return { dots, drawn, taps, grouped, card, skipped, wrong: wrong.all };
});
