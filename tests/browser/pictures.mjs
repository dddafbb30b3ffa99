// Pictures of the example on a phone, for people who have not seen the product yet.
import { browsing, device, lookAtExample, read, settled, told } from './chromium.mjs';

await browsing(async (browser) => {
	const { page, wrong } = await device(browser, { deviceScaleFactor: 1.5 });
	await lookAtExample(page);
	await settled(page, wrong);
	const { lanes } = await read(page, '/lanes');
	const [next] = lanes.find(({ lane }) => lane === 'want_to_ask').items;
	const past = (await read(page, '/conversations?when=past')).items[0].id;
	const shown = {
		today: '/',
		write: `/write/${next.id}`,
		thanks: `/talks/${past}/after?step=thanks`,
		people: '/people?lane=asked',
		growth: '/growth'
	};
	for (const [name, path] of Object.entries(shown)) {
		await page.goto(told.base + path);
		await settled(page, wrong);
		if (['write', 'thanks'].includes(name)) await page.getByText(/reads easily/).waitFor();
		// The line that says it is an example would hide the product's own top.
		await page.evaluate(() => document.querySelector('.shell > header').remove());
		await page.screenshot({ path: `${told.pictures}/${name}.png` });
	}
	return Object.keys(shown);
});
