// The whole walk of one person, uninterrupted, on a phone: three asks by three channels, a yes, a no
// and a silence; times, preparation, two talks without a network and through a killed browser;
// thanks, promises, advice that was followed; and then every number of Measures beside what was done.
import { newId } from '../../frontend/src/lib/ids.ts';
import { ahead, read, settled, shiftTo, signIn, told, until } from './chromium.mjs';
import { cable, phone } from './phone.mjs';

const ADDRESS = 'walk@example.org';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FIELD = { name: 'What you hear' };

const line = await cable(told.base);
told.base = line.base;
const mine = phone(`${told.pictures}/profile`);
const now = () => Date.now() + ahead();
const local = (at) =>
	new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/London' }).split(' ');
let page;
let wrong;
let context;
let pictures = 0;
const everything = [];

async function start() {
	({ context, page, wrong } = await mine.start());
	everything.push(wrong);
	await context.grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {});
	// What the screens ask of the device itself.
	await context.addInitScript(() => {
		globalThis.device = { awake: 0, buzzed: 0 };
		const request = navigator.wakeLock.request.bind(navigator.wakeLock);
		navigator.wakeLock.request = (kind) => {
			globalThis.device.awake += 1;
			return request(kind);
		};
		navigator.vibrate = () => {
			globalThis.device.buzzed += 1;
			return true;
		};
	});
	// What opens elsewhere is not looked at.
	await context.route(/linkedin\.com/, (route) => route.abort());
	context.on('page', (other) => other.close().catch(() => {}));
}
const go = (path) => page.goto(told.base + path);
const press = (name) => page.getByRole('button', { name, exact: true }).first().click();
const choose = (name) => page.getByRole('radio', { name, exact: true }).check({ force: true });
const text = () => page.locator('main').innerText();
async function shot(name, quiet = true) {
	if (quiet) await settled(page, wrong);
	await page.screenshot({ path: `${told.pictures}/walk-${String(++pictures).padStart(2, '0')}-${name}.png` });
}
/** Puts words into the open places of a draft, in their order. */
async function fillIn(name, words) {
	const draft = page.getByLabel(`Your words to ${name}`);
	await draft.waitFor();
	let body = await draft.inputValue();
	for (const word of words) body = body.replace(/\{\{[^}]*\}\}/, word);
	await draft.fill(body);
	return draft;
}
const call = (method, path, body) =>
	page.evaluate(
		async ([how, where, what]) => {
			const headers = { 'content-type': 'application/json' };
			const sent = what && JSON.stringify(what);
			const answer = await fetch(`/v1${where}`, { method: how, headers, body: sent });
			if (!answer.ok) throw new Error(`${where} ${await answer.text()}`);
			return answer.status === 204 ? null : answer.json();
		},
		[method, path, body]
	);
async function sent() {
	await page.getByRole('heading', { name: 'Did you send it?' }).waitFor();
	await press('Yes');
	await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
}
async function ask(name, why, channel, button, words) {
	await go('/people/new');
	await page.getByLabel('Name', { exact: true }).fill(name);
	const first = name.split(' ')[0];
	await page.getByLabel(`What made you think of ${first}?`).fill(why);
	await press('Write the ask');
	await page.getByLabel('How it reaches them').selectOption(channel);
	await page.getByText('How sure do you feel?').waitFor();
	await shot(`sure-${first}`);
	// It is gone once it is noted, before anything could look if it is checked.
	await page.getByRole('radio', { name: 'Fairly' }).click({ force: true });
	await page.getByText('Noted. Only you see it.').waitFor();
	await fillIn(first, words);
	await shot(`ask-${first}`);
	await press(button);
	await sent();
	await page.waitForURL(told.base + '/');
}
async function answered(id, how) {
	await go(`/people/${id}`);
	await press('Any answer?');
	await page.getByRole('button', { name: how, exact: true }).click();
	await press('Write it down');
}
async function say(words, key) {
	if (key) await press(key);
	const field = page.getByRole('textbox', FIELD);
	await field.fill(words);
	await field.press('Enter');
	await page.getByRole('button', { name: words }).last().waitFor();
}

async function main() {
	await start();
	await signIn(page, ADDRESS);
	const began = now();

	// The first ask, by mail, as the first run leads to it.
	await page.getByLabel('How to get into a new field').check();
	await shot('wish');
	await press('Next');
	await page.getByLabel('Name', { exact: true }).fill('Ana Lindgren');
	await press('Next');
	await page.getByLabel('One sentence is enough').fill('your article on ward data');
	await page.getByLabel('E-mail', { exact: true }).check();
	await shot('why');
	await press('To the draft');
	await fillIn('Ana', ['a nurse in Leeds', 'how you moved from the bedside', 'Maya Walker']);
	await shot('first-ask');
	const surePlease = await page.getByText('How sure do you feel?').count();
	await press('Copy and open mail');
	await sent();
	await page.getByRole('heading', { name: 'When is your half hour?' }).waitFor();
	await press('Set it');
	await page.waitForURL(told.base + '/');
	await shot('today-after-the-first');

	// The second by a note of 300 characters, the third by word of mouth.
	await ask('Ben Okoro', 'we met at the Forum', 'linkedin_note', 'Copy and open their profile', [
		'a nurse looking into health data',
		'your way into it',
		'Maya'
	]);
	await ask('Cleo Marsh', 'she runs the registry', 'spoken', 'I asked', [
		'a nurse',
		'the registry',
		'Maya'
	]);
	// Seven more whom she asked on the same day, told in one go: without ten asks there is no number.
	const made = { Dora: newId() };
	const others = ['Eva', 'Finn', 'Gus', 'Hana', 'Ivo', 'Jun'];
	for (const name of ['Dora', ...others]) {
		const id = (made[name] ??= newId());
		const source = name === 'Dora' ? 'alumni' : 'cold';
		const points = [{ kind: 'email', value: `${name}@example.org` }];
		await call('POST', '/contacts', { id, name: `${name} Field`, source, points });
		const thread = { id: newId(), contact_id: id };
		await call('POST', '/threads', thread);
		await call('POST', `/threads/${thread.id}/happenings`, { id: newId(), what: 'sent' });
	}
	for (const { id, name } of (await call('GET', '/contacts?limit=50')).items)
		made[name.split(' ')[0]] ??= id;
	await go(`/people/${made.Cleo}`);
	await page.getByRole('heading', { name: 'The plan' }).waitFor();
	await shot('the-plan');
	await go('/growth/measures');
	await page.getByText('Too early for numbers').waitFor();
	await shot('too-early');

	// Monday at ten: a yes, a no, another yes; Cleo stays silent.
	const monday = began + 4 * DAY - 5 * 60 * MINUTE;
	await shiftTo(context, monday);
	await go('/');
	await shot('monday');
	await answered(made.Ana, 'A yes');
	await page.getByRole('link', { name: 'Find a time' }).waitFor();
	await answered(made.Ben, 'A no');
	const end = page.getByRole('dialog', { name: 'That ask is complete.' });
	await end.getByLabel('Wrong moment').check({ force: true });
	await shot('a-no');
	await end.getByRole('link', { name: 'Write a gracious line' }).click();
	await fillIn('Ben', ['Maya', 'Maya']);
	await shot('gracious');
	// Whoever answers an invitation on LinkedIn is written to there.
	await press('Copy and open their profile');
	await sent();
	await answered(made.Dora, 'A yes');
	await page.getByRole('link', { name: 'Find a time' }).waitFor();

	// Times for Ana; one tap on the one she took. Dora's is set by hand, the same day.
	await go(`/people/${made.Ana}`);
	await page.getByRole('link', { name: 'Find a time' }).click();
	await page.getByText('What you send').waitFor();
	await choose('In person');
	await shot('times');
	await press('Copy and open mail');
	await press('Yes, keep them free');
	const took = page.getByRole('button', { name: /^They took/ });
	await took.nth(2).waitFor();
	const offered = await took.allInnerTexts();
	await shot('times-wait');
	await took.first().click();
	await page.waitForURL(/\/talks\/[0-9a-f-]{36}$/);
	const ana = page.url().slice(-36);
	const at = Date.parse((await read(page, `/conversations/${ana}`)).starts_at);
	await shot('date-set');
	await go(`/people/${made.Dora}`);
	await page.getByRole('link', { name: 'Find a time' }).click();
	await page.getByRole('link', { name: 'Set a time by hand' }).click();
	const later = at + 3 * 60 * MINUTE;
	await page.getByLabel('Day', { exact: true }).fill(local(later)[0]);
	await page.getByLabel('Begins').fill(local(later)[1].slice(0, 5));
	await choose('Phone');
	await shot('by-hand');
	await press('Set the date');
	await page.waitForURL(/\/talks\/[0-9a-f-]{36}$/);
	const dora = page.url().slice(-36);

	// Fifteen minutes of preparation.
	await go(`/talks/${ana}`);
	await page.getByRole('link', { name: /Get ready/ }).click();
	await page.getByRole('link', { name: 'Go on' }).click();
	await page.getByLabel('What did Ana make').fill('An article on one owner for each definition.');
	await page.getByText('Saved', { exact: true }).waitFor();
	await press('Next');
	await page.getByLabel('What would you like to find out').fill('What a definition costs.');
	await page.getByText('Saved', { exact: true }).waitFor();
	await press('Next');
	await page.getByRole('button', { name: /^Take these/ }).click();
	await page.getByText(/of 20 minutes/).waitFor();
	await shot('questions');
	await press('Done');
	await page.getByRole('link', { name: /What you bring/ }).waitFor();
	await shot('prepared');
	const planned = (await read(page, `/conversations/${ana}/questions`)).items.length;

	// In the café there is no network. The app was last opened before she left.
	await shiftTo(context, at + MINUTE);
	await go('/');
	await page.waitForResponse((response) => response.url().includes('when=upcoming'));
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await shot('before-the-talk');
	await mine.close();
	await line.cut();
	await start();
	await go(`/talks/${ana}/live`);
	await page.getByRole('heading', { name: 'May I take a note or two?' }).waitFor();
	await shot('open-in-person', false);
	await press('Begin');
	await page.getByRole('button', { name: /^Asked: / }).first().click();
	for (let n = 1; n <= 3; n += 1) {
		await press('Remember this');
		await page.getByText(`${n} moment`).waitFor();
	}
	const device = await page.evaluate(() => globalThis.device);
	await mine.kill();
	await shiftTo({ addInitScript() {} }, at + 31 * MINUTE);
	await start();
	await go(`/talks/${ana}/live`);
	await page.getByText('3 moments to write down later').waitFor();
	for (let n = 4; n <= 5; n += 1) {
		await press('Remember this');
		await page.getByText(`${n} moments`).waitFor();
	}
	const nudge = await page.getByText('The time you agreed is over.').innerText();
	await shot('in-person', false);
	await press('We are done');
	await page.getByRole('heading', { name: 'What will you remember?' }).waitFor();
	await shot('debrief-without-network', false);

	// By phone, three hours later; the battery dies in the middle.
	await shiftTo(context, later + MINUTE);
	await go(`/talks/${dora}/live`);
	await press('Begin');
	for (let n = 1; n <= 20; n += 1) {
		if (n === 5) await say('Learn SQL on a table you already know.', 'advice');
		else if (n === 7) await say('Send her the falls sheet', 'I promise');
		else await say(`By phone, line ${n}.`);
	}
	await mine.kill();
	await shiftTo({ addInitScript() {} }, later + 25 * MINUTE);
	await start();
	await go(`/talks/${dora}/live`);
	await page.getByRole('button', { name: 'By phone, line 20.' }).waitFor();
	for (let n = 21; n <= 40; n += 1) await say(`By phone, line ${n}.`);
	await shot('by-phone', false);
	await press('We are done');
	await page.getByRole('heading', { name: 'What will you remember?' }).waitFor();
	await go('/');
	const travels = page.getByText('No network. You can write;');
	await travels.waitFor();
	const travel = await travels.innerText();
	await shot('lines-will-travel', false);

	// Home again. Ana first: five marks become five lines.
	await shiftTo(context, later + 45 * MINUTE);
	await line.plug();
	await go('/');
	for (const [talk, count] of [
		[ana, 5],
		[dora, 40]
	])
		await until(
			async () => {
				const { items } = await read(page, `/conversations/${talk}/lines`);
				return items?.filter(({ kind }) => kind !== 'asked').length === count;
			},
			`${count} lines on the server`
		);
	await until(
		async () => (await read(page, `/conversations/${dora}`)).state === 'held',
		'the server knows of the second talk'
	);
	await go('/');
	await shot('today-two-to-thank');
	await go(`/talks/${ana}/after?step=1`);
	const heard = [
		'A clean definition beats a clever chart.',
		'Ask who owns the number.',
		'Start with one table.',
		'Nobody reads the manual.',
		'The ward knows more than the register.'
	];
	for (const words of heard)
		await page.locator('input[placeholder="What was it?"]:placeholder-shown').first().fill(words);
	await shot('marks');
	await press('Next');
	await page.getByLabel('A person').fill('Paul Venter');
	await shot('pointed-to');
	await press('Next');
	await page.getByLabel('What?').fill('send her the article on wards');
	await shot('promised');
	await press('Next');
	const chips = page.getByRole('group', { name: 'Lines of the talk, to drop in' });
	await chips.getByRole('button', { name: /Ask who owns/ }).click();
	await shot('thanks');
	const thanks = await page.getByLabel('Your words to Ana').inputValue();
	await press('Copy and open mail');
	await page.getByRole('heading', { name: 'Did you send it?' }).waitFor();
	await press('Yes');
	await page.getByText('Ana will remember that.').waitFor();
	await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
	await page.getByText('Once more over the talk').first().waitFor();
	await choose('Fairly');
	await shot('look-back');
	const coverage = await text();
	await page.getByRole('link', { name: 'Done' }).click();
	await page.waitForURL(told.base + '/');
	// Dora's thank-you takes up nothing she said.
	await go(`/talks/${dora}/after?step=thanks`);
	await page.getByLabel('Your words to Dora').waitFor();
	await page
		.getByLabel('Your words to Dora')
		.fill('Dear Dora,\n\nthank you very much for your time today.\n\nBest wishes\nMaya Walker');
	await shot('thanks-too-short');
	await press('Copy and open mail');
	await page.getByRole('heading', { name: 'Did you send it?' }).waitFor();
	await press('Yes');
	await page.getByText('Dora will remember that.').waitFor();
	await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();

	// A promise between talks; Ana's own word kept the next day, Dora's ten days later.
	await go(`/people/${made.Ana}`);
	await press('One of you promised something');
	const sheet = page.getByRole('dialog');
	await sheet.getByLabel('Ana', { exact: true }).check({ force: true });
	await sheet.getByLabel('What?').fill('the name of the registrar');
	await shot('promise-between');
	await sheet.getByRole('button', { name: 'Save' }).click();
	await page.getByText('the name of the registrar').waitFor();
	await shot('ana');
	await shiftTo(context, later + DAY);
	await go('/growth/promises');
	await page.getByRole('button', { name: 'You kept it: send her the article on wards' }).click();
	await page.getByText(/kept on/).waitFor();
	await shot('promises');
	await shiftTo(context, later + 10 * DAY);
	await go('/');
	await shot('ten-days-later');
	await go('/growth/promises');
	await page.getByRole('button', { name: 'You kept it: Send her the falls sheet' }).click();
	await page.getByText(/kept on/).nth(1).waitFor();

	// Advice that was followed, and told.
	await go('/growth');
	await shot('growth');
	await page.getByRole('link', { name: /^Advice/ }).click();
	await press('Try it');
	await press('I did it');
	await page
		.getByLabel('What did you do, and what came of it?')
		.fill('I spent twelve evenings on the bed list. It answered a question nobody could.');
	await shot('what-came-of-it');
	await press('Keep it');
	await page.getByRole('link', { name: 'Tell Dora' }).click();
	await page.getByLabel('Your words to Dora').waitFor();
	await shot('tell');
	const news = await page.getByLabel('Your words to Dora').inputValue();
	await press('Copy and open mail');
	await sent();
	await page.waitForURL(/\/people\/[^/]+$/);
	await shot('dora');

	// Five weeks after the asks the silence has closed itself.
	await shiftTo(context, began + 35 * DAY);
	await go('/');
	await until(
		async () => {
			const { lanes } = await read(page, '/lanes');
			return lanes.find(({ lane }) => lane === 'not_this_time').count === 8;
		},
		'Ben and seven silences at rest',
		60
	);
	await shot('five-weeks-later');
	await go('/people?lane=more');
	await shot('not-this-time');
	await go('/growth/measures');
	await page.getByRole('heading', { name: 'From ask to talk' }).waitFor();
	await shot('measures');
	await page.screenshot({ path: `${told.pictures}/walk-measures.png`, fullPage: true });
	return {
		surePlease,
		offered,
		planned,
		nudge,
		device,
		travel,
		thanks,
		coverage,
		news,
		daysToTheTalk: Math.round((Date.parse(local(at)[0]) - Date.parse(local(monday)[0])) / DAY),
		reflections: (await read(page, '/reflections')).items.map((one) => [one.aspect, one.rating]),
		measures: await read(page, '/measures'),
		screen: await text(),
		// Without a network calls fail. Who taps what this device showed first may be answered that
		// it is older; it is then asked for again.
		wrong: everything
			.flatMap(({ all }) => all)
			.filter((one) => !/ERR_|Failed to load resource|linkedin|: 412 /.test(one))
	};
}

try {
	console.log(JSON.stringify(await main()));
} catch (reason) {
	await page.screenshot({ path: `${told.pictures}/failed.png` }).catch(() => {});
	console.error(page.url(), await page.locator('body').innerText().catch(String));
	console.error(reason);
	process.exitCode = 1;
} finally {
	await mine.kill().catch(() => {});
	await line.cut().catch(() => {});
}
