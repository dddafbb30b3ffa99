// Every mail in a folder, at the width of a phone, light and dark: what is too wide, too small to
// tap or hard to read, and the colours that it is shown in.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { browsing, told, violations } from './chromium.mjs';

/** A mail is part of a mail program's page, which has the headings and landmarks. */
const OF_THE_PROGRAM = /^(region|page-has-heading-one|landmark-one-main) /;

await browsing(async (browser) => {
	const answer = {};
	for (const colorScheme of ['light', 'dark']) {
		const context = await browser.newContext({
			viewport: { width: 390, height: 844 },
			colorScheme
		});
		const page = await context.newPage();
		const asked = [];
		page.on('request', (request) => asked.push(request.url()));
		for (const file of readdirSync(told.mails).filter((name) => name.endsWith('.html'))) {
			asked.length = 0;
			await page.goto(`file://${join(told.mails, file)}`);
			const seen = await page.evaluate(() => ({
				width: document.documentElement.scrollWidth,
				buttons: [...document.querySelectorAll('.button a')].map(
					(one) => one.getBoundingClientRect().height
				),
				smallest: Math.min(
					...[...document.querySelectorAll('.ink div, .soft div')].map((one) =>
						parseFloat(getComputedStyle(one).fontSize)
					)
				),
				paper: getComputedStyle(document.querySelector('.paper')).backgroundColor
			}));
			await page.screenshot({
				path: join(told.pictures, `${file}.${colorScheme}.png`),
				fullPage: true
			});
			const wrong = (await violations(page)).filter((one) => !OF_THE_PROGRAM.test(one));
			answer[`${file} ${colorScheme}`] = { ...seen, loaded: asked.length - 1, wrong };
		}
		await context.close();
	}
	return answer;
});
