// A talk with the network cut and the browser killed, on two devices of one person, one of whose
// clocks is two days off; then the server is put back to an older copy of itself.
import { execFileSync } from 'node:child_process';
import { ahead, mailsTo, read, settled, signIn, told, until, violations } from './chromium.mjs';
import { cable, phone } from './phone.mjs';

const ADDRESS = 'live@example.org';
const MINUTE = 60_000;
const SKEW = -2 * 24 * 60 * MINUTE;
const FIELD = { name: 'What you hear' };

const line = await cable(told.base);
const direct = told.base;
told.base = line.base;
const a = phone(`${told.pictures}/profile-a`);
const b = phone(`${told.pictures}/profile-b`, { skew: SKEW });
const poor = [];
let pages = [];

/** A person and a talk with them, made as the screens would. */
const planned = (page, medium, name) =>
	page.evaluate(
		async ([medium, name, start]) => {
			const id = () => {
				const time = Math.floor(Date.now()).toString(16).padStart(12, '0');
				const rest = crypto.randomUUID().slice(15);
				return `${time.slice(0, 8)}-${time.slice(8)}-7${rest}`;
			};
			const post = async (path, body) => {
				const answer = await fetch(`/v1${path}`, {
					method: 'POST',
					headers: { 'Content-Type': 'application/json' },
					body: JSON.stringify(body)
				});
				if (!answer.ok) throw new Error(`${path} ${await answer.text()}`);
				return answer.json();
			};
			const contact = await post('/contacts', { id: id(), name });
			const thread = await post('/threads', { id: id(), contact_id: contact.id });
			const talk = await post('/conversations', {
				id: id(),
				thread_id: thread.id,
				starts_at: new Date(start).toISOString(),
				ends_at: new Date(start + 20 * 60_000).toISOString(),
				zone: 'Europe/London',
				medium
			});
			return talk.id;
		},
		[medium, name, Date.now() + ahead() + 2 * MINUTE]
	);

/** Types a line; when this returns it stands on the screen, and so it is saved. */
async function say(page, text) {
	const field = page.getByRole('textbox', FIELD);
	await field.fill(text);
	await field.press('Enter');
	await page.getByRole('button', { name: text, exact: true }).waitFor();
}

/** Signs the same person in on another device, by the newer of their mails. */
async function signInAgain(page) {
	const before = (await mailsTo(ADDRESS)).length;
	await page.goto(`${line.base}/sign-in`);
	await page.getByLabel('Your e-mail address').pressSequentially(ADDRESS);
	await press(page, 'Mail me a code');
	const mails = await until(async () => {
		const all = await mailsTo(ADDRESS);
		return all.length > before && all;
	}, 'a second code');
	await page
		.getByLabel('Six digits from the mail')
		.pressSequentially(mails[0].text.match(/\b\d{6}\b/)[0]);
	await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

// Not the inner text: what is scrolled out of sight is not drawn, and has none.
const shown = async (page) =>
	(await page.locator('main ul button.words').allTextContents()).map((text) => text.trim());
const onServer = (page, talk) =>
	page.evaluate(
		async (id) => (await (await fetch(`/v1/conversations/${id}/lines`)).json()).items,
		talk
	);
const live = (talk) => `${line.base}/talks/${talk}/live`;
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const picture = (page, name) => page.screenshot({ path: `${told.pictures}/live-${name}.png` });

async function main() {
	let one = await a.start();
	pages = [one.page];
	await signIn(one.page, ADDRESS);
	const call = await planned(one.page, 'phone', 'Fatima El Idrissi');
	const met = await planned(one.page, 'in_person', 'Ewan Ross');
	let two = await b.start();
	pages.push(two.page);
	await signInAgain(two.page);
	// The second device looks at the talk by phone, the first at nothing but Today.
	await two.page.goto(live(call));
	await two.page.getByRole('heading', { name: 'May I take a note or two?' }).waitFor();
	await two.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await one.page.goto(line.base);
	await one.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await one.page.waitForResponse((response) => response.url().includes('when=upcoming'));
	await settled(one.page, one.wrong);
	await a.close();

	// Cold starts without a network from here on.
	await line.cut();
	one = await a.start();
	pages = [one.page, two.page];
	await one.page.goto(live(call));
	await one.page.getByRole('heading', { name: 'May I take a note or two?' }).waitFor();
	await press(one.page, 'Begin');
	for (let n = 1; n <= 20; n += 1) await say(one.page, `By phone, line ${n}.`);
	await a.kill();
	one = await a.start();
	pages = [one.page, two.page];
	await one.page.goto(live(call));
	await one.page.getByRole('button', { name: 'By phone, line 20.', exact: true }).waitFor();
	const afterKill = await shown(one.page);
	for (let n = 21; n <= 40; n += 1) await say(one.page, `By phone, line ${n}.`);
	await one.page.getByRole('textbox', FIELD).pressSequentially('half a thou');
	await one.page.waitForTimeout(400);
	await a.kill();
	one = await a.start();
	pages = [one.page, two.page];
	await one.page.goto(live(call));
	await one.page.getByRole('button', { name: 'By phone, line 40.', exact: true }).waitFor();
	const half = await one.page.getByRole('textbox', FIELD).inputValue();
	await press(one.page, 'Write it down');
	await one.page.getByRole('button', { name: 'half a thou', exact: true }).waitFor();
	await picture(one.page, 'notes');
	poor.push(...(await violations(one.page)));

	// This talk was never opened while there was a network.
	await one.page.goto(live(met));
	await one.page.getByRole('heading', { name: 'May I take a note or two?' }).waitFor();
	poor.push(...(await violations(one.page)));
	await press(one.page, 'Begin');
	for (let n = 1; n <= 5; n += 1) {
		await press(one.page, 'Remember this');
		await one.page.getByText(`${n} moment`).waitFor();
	}
	await a.kill();
	one = await a.start();
	pages = [one.page, two.page];
	await one.page.goto(live(met));
	const marks = await one.page.getByText('moments to write down later').innerText();
	await picture(one.page, 'in-person');
	poor.push(...(await violations(one.page)));

	// That it took place is told without a network as well.
	await press(one.page, 'We are done');
	await one.page.getByRole('heading', { name: 'What will you remember?' }).waitFor();
	await picture(one.page, 'debrief');

	await press(two.page, 'Begin');
	for (let n = 1; n <= 10; n += 1) await say(two.page, `Beside it, line ${n}.`);
	await two.page.getByText('Saved here. 10 lines will travel later.').waitFor();

	await one.page.goto(line.base);
	// Lines and other writes are counted one after the other.
	const says = one.page.getByText('No network. You can write; 47 lines will travel later.');
	await says.waitFor();
	const travels = await says.innerText();
	await one.page.goto(`${line.base}/settings/waiting`);
	await one.page.evaluate(() => {
		const make = URL.createObjectURL;
		URL.createObjectURL = (blob) => {
			void blob.text().then((text) => (globalThis.kept = text));
			return make.call(URL, blob);
		};
	});
	await press(one.page, 'Keep them in a file');
	const file = await until(() => one.page.evaluate(() => globalThis.kept), 'the file');

	// Back: both devices and the server come to the same.
	await line.plug();
	await one.page.goto(live(call));
	const whole = async (page, count) =>
		until(
			async () => {
				const texts = await shown(page);
				return texts.length === count && texts;
			},
			`${count} lines on the screen`,
			45
		);
	const onOne = await whole(one.page, 51);
	const onTwo = await whole(two.page, 51);
	await one.page.getByText('Saved.', { exact: true }).waitFor();
	const state = await until(async () => {
		const talk = await read(one.page, `/conversations/${met}`);
		return talk.state === 'held' && talk.state;
	}, 'the server knows that they talked');
	const kept = { call: await onServer(one.page, call), met: await onServer(one.page, met) };

	// The server is put back to a copy without most of it.
	const lost = Number(
		execFileSync(told.python, ['-m', 'tests.browser.older', told.database, call], {
			encoding: 'utf8'
		})
	);
	const left = (await onServer(one.page, call)).length;
	await two.page.goto(live(call));
	const again = await until(async () => {
		const items = await onServer(two.page, call);
		return items.length === 51 && items;
	}, 'what was lost, brought again');
	await one.page.reload();
	await whole(one.page, 51);

	// A thousand lines; then the same on a processor slowed to a quarter.
	const long = await planned(one.page, 'phone', 'Priya Nair');
	await one.page.evaluate(async (talk) => {
		const at = Date.now();
		for (let batch = 0; batch < 10; batch += 1) {
			const entries = Array.from({ length: 100 }, (_, n) => ({
				id: `0190aaaa-bbbb-7ccc-8ddd-${String(batch * 100 + n).padStart(12, '0')}`,
				conversation_id: talk,
				at: new Date(at + batch * 100 + n).toISOString(),
				text: `Line ${batch * 100 + n} of a very long talk about tables and wards.`
			}));
			const answer = await fetch('/v1/entries', {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify({ entries })
			});
			if (!answer.ok) throw new Error(await answer.text());
		}
	}, long);
	await one.page.goto(live(long));
	await press(one.page, 'Begin');
	await one.page.getByRole('button', { name: /^Line 999 / }).waitFor();
	await press(one.page, '940 earlier lines');
	await until(async () => (await shown(one.page)).length === 1000, 'a thousand lines');
	await one.page.evaluate(() => {
		globalThis.touched = 0;
		new MutationObserver((records) => (globalThis.touched += records.length)).observe(
			document.querySelector('main ul:has(button.words)'),
			{ subtree: true, childList: true, attributes: true, characterData: true }
		);
	});
	// What an empty page takes for the same keys at the same moment is what the machine takes.
	const empty = await one.context.newPage();
	await empty.setContent('<textarea></textarea>');
	const strokes = { talk: {}, empty: {} };
	for (const rate of [1, 4]) {
		strokes.empty[rate] = await typed(empty, empty.locator('textarea'), rate);
		const field = one.page.getByRole('textbox', FIELD);
		strokes.talk[rate] = await typed(one.page, field, rate);
	}
	await empty.close();
	const touched = await one.page.evaluate(() => globalThis.touched);

	const wrong = [...one.wrong.all, ...two.wrong.all].filter(
		(text) => !/ERR_CONNECTION|ERR_EMPTY|ERR_SOCKET|ERR_ABORTED|Failed to load resource/.test(text)
	);
	return {
		afterKill,
		half,
		marks,
		travels,
		file,
		onOne,
		onTwo,
		kept,
		state,
		lost,
		left,
		again,
		strokes,
		touched,
		poor,
		wrong
	};
}

/** Milliseconds from each key to the frame that shows it, on a processor slower by `rate`. */
async function typed(page, field, rate) {
	await page.bringToFront();
	await page.evaluate(() => {
		globalThis.strokes = [];
		if (globalThis.listening) return;
		globalThis.listening = true;
		addEventListener(
			'keydown',
			(event) => {
				const from = event.timeStamp;
				requestAnimationFrame(() => {
					const channel = new MessageChannel();
					// After the frame that shows it.
					channel.port1.onmessage = () => globalThis.strokes.push(performance.now() - from);
					channel.port2.postMessage(null);
				});
			},
			true
		);
	});
	const session = await page.context().newCDPSession(page);
	await session.send('Emulation.setCPUThrottlingRate', { rate });
	await field.pressSequentially('Typed while she speaks', { delay: 60 });
	await page.waitForTimeout(400);
	await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
	await session.detach();
	return page.evaluate(() => globalThis.strokes);
}

try {
	console.log(JSON.stringify(await main()));
} catch (reason) {
	for (const [index, page] of pages.entries()) {
		await page.screenshot({ path: `${told.pictures}/failed-${index}.png` }).catch(() => {});
		console.error(page.url(), await page.locator('body').innerText().catch(String));
	}
	console.error(reason, direct);
	process.exitCode = 1;
} finally {
	for (const one of [a, b]) await one.kill().catch(() => {});
	await line.cut().catch(() => {});
}
