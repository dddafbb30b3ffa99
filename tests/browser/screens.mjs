// Every screen, light and dark: what axe finds, and everything that goes wrong while it loads.
import {
	browsing,
	DESK,
	device,
	lookAtExample,
	settled,
	signIn,
	told,
	violations
} from './chromium.mjs';
import { DOORS, ofTheStory, PLACES } from './routes.mjs';

const SCHEMES = ['light', 'dark'];

await browsing(async (browser) => {
	const poor = [];
	let shown = 0;
	let name = '';
	const here = await device(browser, { viewport: told.desk ? DESK : undefined });
	const { page, wrong } = here;

	async function look(path) {
		await page.emulateMedia({ colorScheme: 'light' });
		await page.goto(told.base + path);
		for (const colorScheme of SCHEMES) {
			await page.emulateMedia({ colorScheme });
			await settled(page, wrong);
			const found = await violations(page);
			poor.push(...found.map((line) => `${name} ${colorScheme} ${path}: ${line}`));
			const wide = await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			);
			if (wide > 0) poor.push(`${name} ${path}: ${wide} px wider than the screen`);
			shown += 1;
			if (!told.show) continue;
			const file = `${name}-${path.replace(/[^a-z]+/gi, '_')}-${colorScheme}.png`;
			await page.screenshot({ path: `${told.pictures}/${file}` });
		}
	}

	name = told.who;
	if (told.who === 'nobody') {
		for (const path of DOORS) await look(path);
	} else {
		if (told.who === 'example') await lookAtExample(page);
		else await signIn(page, `${told.who}@example.org`);
		await settled(page, wrong);
		const story = told.who === 'example' && !told.only ? await ofTheStory(page) : [];
		// An example has no devices and no programs of its own, and offers neither.
		const own =
			told.who === 'example' ? ['account', 'tokens', 'apps', 'own-apps'].map((one) => `/settings/${one}`) : [];
		const all = (told.only ?? [...PLACES, ...story]).filter((path) => !own.includes(path));
		for (const path of all) await look(path);
	}
	return { shown, poor, wrong: wrong.all };
});
