// Growth stands still while it loads: each answer comes later than the one asked for after it, and
// nothing that is on the screen moves.
import { browsing, device, lookAtExample, settled, told } from './chromium.mjs';
import { ofTheStory, PLACES } from './routes.mjs';

/** The first that a screen asks for comes so late, each other by a step earlier, in ms. */
const LATEST = 900;
const STEP = 60;

await browsing(async (browser) => {
	// The worker would fetch past the delays.
	const { page, wrong } = await device(browser, { serviceWorkers: 'block' });
	await page.addInitScript(() => {
		globalThis.moves = [];
		new PerformanceObserver((list) => {
			for (const { value, sources } of list.getEntries())
				globalThis.moves.push({
					value,
					what: sources.map(({ node }) => node?.textContent?.trim().slice(0, 40) ?? '')
				});
		}).observe({ type: 'layout-shift', buffered: true });
	});
	await lookAtExample(page);
	await settled(page, wrong);
	const paths = [...PLACES, ...(await ofTheStory(page))].filter((path) =>
		path.startsWith('/growth')
	);
	// In the page, not on its way: what is intercepted is kept in no cache, and fonts would come late.
	await page.addInitScript(
		([latest, step]) => {
			const real = globalThis.fetch;
			globalThis.asked = 0;
			globalThis.fetch = async (...given) => {
				const late = Math.max(0, latest - step * globalThis.asked++);
				await new Promise((wake) => setTimeout(wake, late));
				return real(...given);
			};
		},
		[LATEST, STEP]
	);
	const moved = [];
	const waited = {};
	for (const path of paths) {
		await page.goto(told.base + path);
		// Nothing is on its way while an answer is held back.
		await page.waitForTimeout(LATEST + STEP);
		await settled(page, wrong);
		waited[path] = await page.evaluate(() => globalThis.asked);
		const moves = await page.evaluate(() => globalThis.moves);
		moved.push(...moves.map((one) => ({ path, ...one })));
	}
	// What is left behind while it still asks ends its asking.
	return { waited, moved, wrong: wrong.all.filter((one) => !one.endsWith('ERR_ABORTED')) };
});
