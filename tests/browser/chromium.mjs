// Chromium at the size of a phone, living at the product's time; what every script here shares.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const packages = createRequire(new URL('../../frontend/package.json', import.meta.url));
export const { chromium } = packages('playwright-core');
const axe = readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');

export const FLAGS =
	'--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
		' '
	);
export const EXECUTABLE = '/usr/bin/chromium';
export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 800 };
/** What axe is asked for: WCAG 2.2 A and AA, and what its authors call good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const told = JSON.parse(process.argv[2]);

/** How far the product's clock is ahead, in ms. */
export const ahead = () => Number(readFileSync(told.clock, 'utf8')) * 1000;

/** Runs `work` with a browser; a failure leaves pictures of the open pages. */
export async function browsing(work) {
	const browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
	try {
		const answer = await work(browser);
		console.log(JSON.stringify(answer));
	} catch (reason) {
		const pages = browser.contexts().flatMap((context) => context.pages());
		for (const [index, page] of pages.entries()) {
			console.error(`open: ${page.url()}`);
			await page.screenshot({ path: join(told.pictures, `failed-${index}.png`) });
			console.error(await page.locator('body').innerText());
		}
		console.error(reason);
		process.exitCode = 1;
	} finally {
		await browser.close();
	}
}

/** A person's device: storage of its own, and everything that goes wrong on it in `wrong`. */
export async function device(browser, { viewport = PHONE, colorScheme = 'light', ...more } = {}) {
	const context = await browser.newContext({
		viewport,
		colorScheme,
		locale: 'en-GB',
		timezoneId: 'Europe/London',
		permissions: ['clipboard-read', 'clipboard-write'],
		...more
	});
	context.setDefaultTimeout(20_000);
	await live(context);
	const page = await context.newPage();
	const wrong = watch(page);
	return { context, page, wrong };
}

/** From the next page on this device lives at the product's time, or `skew` ms beside it. */
export const live = (context, skew = 0) =>
	context.addInitScript((ms) => {
		globalThis.clockAhead = ms;
		if (globalThis.Date.clockReal) return;
		const Real = globalThis.Date;
		globalThis.Date = class extends Real {
			static clockReal = Real;
			static now() {
				return Real.now() + globalThis.clockAhead;
			}
			constructor(...given) {
				super(...(given.length === 0 ? [Real.now() + globalThis.clockAhead] : given));
			}
		};
	}, ahead() + skew);

/** Moves the clock of the product and of this device so that it is `moment` (ms) now. */
export async function shiftTo(context, moment) {
	writeFileSync(told.clock, String((moment - Date.now()) / 1000));
	await live(context);
}

export function watch(page) {
	const wrong = { all: [], flying: new Set() };
	const answered = new WeakSet();
	const add = (text) => wrong.all.push(`${new URL(page.url()).pathname}: ${text}`);
	page.on('console', (line) => {
		// The machine of the tests has no mail program to open; the address is looked at instead.
		if (line.type() === 'error' && !line.text().includes("'mailto:")) add(line.text());
	});
	page.on('pageerror', (error) => add(error.message));
	page.on('request', (request) => wrong.flying.add(request));
	page.on('requestfailed', (request) => {
		wrong.flying.delete(request);
		// Whoever leaves a page calls off what it still reads: no fault, unless it was a write.
		const left = request.method() === 'GET' && request.failure()?.errorText === 'net::ERR_ABORTED';
		// An answer that nobody reads to its end is called failed when the page is left.
		if (!left && !answered.has(request) && !request.url().startsWith('mailto:'))
			add(`${request.method()} ${request.url()} ${request.failure()?.errorText}`);
	});
	// Not when it is finished: of an answer that nobody reads the end is never told.
	page.on('response', (response) => {
		wrong.flying.delete(response.request());
		answered.add(response.request());
		if (response.status() >= 400) add(`${response.status()} ${response.url()}`);
	});
	return wrong;
}

/** Waits until nothing is loading and nothing moves. */
export async function settled(page, wrong) {
	await page.waitForFunction(
		() => document.querySelector('h1') && !document.querySelector('.skeleton')
	);
	await until(
		() => wrong.flying.size === 0,
		() => `the end of ${[...wrong.flying].map((one) => one.url())}`
	);
	await page.evaluate(async () => {
		await document.fonts.ready;
		const moving = document.getAnimations().filter((one) => {
			const { endTime } = one.effect.getComputedTiming();
			return Number.isFinite(endTime) && one.playState === 'running';
		});
		await Promise.allSettled(moving.map((one) => one.finished));
	});
}

/** Waits for what `look` gives, asking again and again. */
export async function until(look, what, seconds = 20) {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const seen = await look();
		if (seen) return seen;
		if (Date.now() > deadline)
			throw new Error(`waited ${seconds} s in vain: ${typeof what === 'string' ? what : what()}`);
		await new Promise((wake) => setTimeout(wake, 40));
	}
}

/** What axe finds on the page as it stands, in one line each. */
export async function violations(page) {
	await page.evaluate(axe);
	const found = await page.evaluate(
		(rules) => globalThis.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }),
		RULES
	);
	return found.violations.flatMap(({ id, nodes }) =>
		nodes.map((node) => `${id} ${node.target.join(' ')} ${node.failureSummary ?? ''}`)
	);
}

/** The newest mail to somebody whose subject fits, as soon as it is there. */
export const mailTo = (address, subject, seconds = 20) =>
	until(
		async () => (await mailsTo(address)).find((mail) => subject.test(mail.subject)),
		`a mail to ${address}: ${subject}`,
		seconds
	);

/** Everything that was mailed to somebody, newest first. */
export async function mailsTo(address) {
	const query = new URLSearchParams({ to: address, key: told.key });
	return (await fetch(`${told.mail}/messages?${query}`)).json();
}

/** Signs somebody in by the code in the mail, typing it; ends on the screen after it. With `here`
 * from the sign-in page that is open. */
export async function signIn(page, address, { here = false } = {}) {
	if (!here) await page.goto(`${told.base}/sign-in`);
	await page.getByLabel('Your e-mail address').pressSequentially(address);
	await page.getByRole('button', { name: 'Mail me a code' }).click();
	await page.getByRole('heading', { name: 'Look in your mail' }).waitFor();
	const mail = await mailTo(address, /is your code/);
	await page
		.getByLabel('Six digits from the mail')
		.pressSequentially(mail.text.match(/\b\d{6}\b/)[0]);
	await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** Opens the example session. */
export async function lookAtExample(page) {
	await page.goto(`${told.base}/sign-in`);
	await page.getByRole('button', { name: 'Look at an example' }).click();
	await page.getByText('This is an example.').first().waitFor();
}

/** What the API answers to the page's session. */
export const read = (page, path) =>
	page.evaluate(async (address) => (await fetch(address)).json(), `/v1${path}`);
