// Lighthouse as a phone sees the product: categories of one address, several times over.
import { createRequire } from 'node:module';
import lighthouse from 'lighthouse';
import { EXECUTABLE, FLAGS, lookAtExample, told } from '../chromium.mjs';
import { ofTheStory, PLACES } from '../routes.mjs';

const packages = createRequire(new URL('../../../frontend/package.json', import.meta.url));
const { chromium } = packages('playwright-core');

const browser = await chromium.launchPersistentContext(`${told.pictures}/profile`, {
	executablePath: EXECUTABLE,
	args: [...FLAGS, `--remote-debugging-port=${told.port}`],
	locale: 'en-GB'
});
try {
	if (told.path === '/') {
		const page = browser.pages()[0];
		await lookAtExample(page);
		await page
			.getByRole('button', { name: 'Write it' })
			.or(page.getByRole('link', { name: 'Write it' }))
			.first()
			.waitFor();
		await page.goto('about:blank');
	}
	/** So many runs of one address: the scores of each, and what cost points. */
	async function look(path, runs) {
		const scores = {};
		const failed = new Set();
		for (let run = 0; run < runs; run += 1) {
			const { lhr } = await lighthouse(told.base + path, {
				port: told.port,
				onlyCategories: told.categories,
				// The session stays: it is what is looked at.
				disableStorageReset: true,
				logLevel: 'error'
			});
			if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
			for (const name of told.categories) {
				(scores[name] ??= []).push(Math.round(lhr.categories[name].score * 100));
				for (const { id, weight } of lhr.categories[name].auditRefs)
					if (weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
						failed.add(`${id} ${lhr.audits[id].displayValue ?? ''}`);
			}
		}
		return { scores, failed: [...failed] };
	}

	if (told.path) console.log(JSON.stringify(await look(told.path, told.runs)));
	else {
		// Every screen of somebody with a story, one of each kind.
		const page = browser.pages()[0];
		await lookAtExample(page);
		const kinds = new Map();
		for (const path of [...PLACES, ...(await ofTheStory(page))])
			kinds.set(path.replace(/[0-9a-f-]{36}/g, '…'), path);
		await page.goto('about:blank');
		const seen = {};
		for (const [kind, path] of kinds) {
			if (told.only && !told.only.includes(kind)) continue;
			seen[kind] = await look(path, told.runs);
			console.error(kind, JSON.stringify(seen[kind]));
		}
		console.log(JSON.stringify(seen));
	}
} finally {
	await browser.close();
}
