// The main job: somebody new asks one person, gets a date, talks, and thanks in time.
import {
	read,
	until,
	browsing,
	device,
	live,
	mailsTo,
	mailTo,
	settled,
	shiftTo,
	signIn,
	told,
	violations
} from './chromium.mjs';

const ADDRESS = 'maya.walker@example.org';
const OTHER = 'otto@example.org';
const MINUTE = 60_000;
const now = (page) => page.evaluate(() => Date.now());

/** Counts the characters that a hand types on this device. */
const counting = (context) =>
	context.addInitScript(() =>
		addEventListener(
			'keydown',
			(event) => {
				const typed = Number(localStorage.getItem('typed') ?? 0);
				if (event.key.length === 1) localStorage.setItem('typed', String(typed + 1));
			},
			true
		)
	);
const typed = (page) => page.evaluate(() => Number(localStorage.getItem('typed')));

await browsing(async (browser) => {
	const { context, page, wrong } = await device(browser);
	await counting(context);
	const poor = [];
	const screens = [];
	/** One screen more: named by its question, and looked at by axe. */
	async function screen(question) {
		await page.getByRole('heading', { name: question }).waitFor();
		await settled(page, wrong);
		screens.push(String(question));
		poor.push(...(await violations(page)).map((line) => `${question}: ${line}`));
		await page.screenshot({ path: `${told.pictures}/newcomer-${screens.length}.png` });
	}
	const press = (name) => page.getByRole('button', { name, exact: true }).click();

	await signIn(page, ADDRESS);
	const toEnter = await typed(page);
	await screen('What would you like to find out?');
	await page.getByLabel('How to get into a new field').check();
	await press('Next');
	await screen('Who comes to mind?');
	await page.getByLabel('Name', { exact: true }).pressSequentially('Ana Lindgren');
	await press('Next');
	await screen(/What made you think of Ana/);
	await page
		.getByLabel('One sentence is enough')
		.pressSequentially('your article on ward data made me think again');
	await page.getByLabel('E-mail', { exact: true }).check();
	await press('To the draft');
	await screen('Your ask');
	const draft = page.getByLabel('Your words to Ana');
	// With an open place the button leads there first, and chooses it: typing fills it.
	for (const word of ['a nurse in Leeds', 'the ward tables', 'Maya Walker']) {
		await press('Copy and open mail');
		await page.waitForFunction(() => {
			const area = document.activeElement;
			const chosen = area.value?.slice(area.selectionStart, area.selectionEnd);
			return /^\{\{.*\}\}$/.test(chosen ?? '');
		});
		await page.keyboard.type(word);
	}
	const words = await draft.inputValue();
	await press('Copy and open mail');
	await screen('Did you send it?');
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	await press('Yes');
	const after = await page.getByText('Most answers take a few days.').innerText();
	const askedIn = { screens: screens.length, typed: (await typed(page)) - toEnter, toEnter };
	await press('Done');
	await screen('When is your half hour?');
	await press('Set it');
	await page.waitForURL(told.base + '/');
	await settled(page, wrong);
	const today = await page.locator('main').innerText();
	await page.screenshot({ path: `${told.pictures}/newcomer-today.png` });

	await page.goto(`${told.base}/people`);
	await page.getByRole('tab', { name: /^Asked/ }).click();
	await page.getByRole('link', { name: /Ana Lindgren/ }).click();
	await press('Any answer?');
	await page.getByRole('button', { name: 'A yes' }).click();
	await press('Write it down');
	await page.getByRole('link', { name: 'Find a time' }).click();
	await page.getByRole('link', { name: 'Set a time by hand' }).click();
	const start = Math.ceil((await now(page)) / (5 * MINUTE)) * 5 * MINUTE + 30 * MINUTE;
	const [date, time] = new Date(start)
		.toLocaleString('sv-SE', { timeZone: 'Europe/London' })
		.split(' ');
	await page.getByLabel('Day', { exact: true }).fill(date);
	await page.getByLabel('Begins').fill(time.slice(0, 5));
	await press('Set the date');
	await page.waitForURL(/\/talks\/[0-9a-f-]{36}$/);
	await settled(page, wrong);
	await page.screenshot({ path: `${told.pictures}/newcomer-talk.png` });
	const end = start + 30 * MINUTE;

	await shiftTo(context, end + 16 * MINUTE);
	// It is asked in the app and on devices, never by mail (DOMAIN.md section 5).
	await until(
		async () =>
			(await read(page, '/notices')).items.some((one) => one.path.endsWith('/after')),
		'the question how it was'
	);
	const link = `${page.url()}/after`;
	await page.goto(link);
	await screen('How was it with Ana?');
	await press('We talked');
	await screen('What will you remember?');
	await page
		.getByLabel('In your words, or theirs')
		.fill('Start with one table you know.\nAsk who owns the definitions.');
	await press('Next');
	await screen('Who or what did Ana point you to?');
	await page.getByLabel('A person').fill('Ben Adeyemi');
	await press('Next');
	await screen('Did either of you promise something?');
	await page.getByLabel('What?').fill('send her the ward table');
	await press('Next');
	await screen('Your thank-you');
	await page
		.getByRole('group', { name: 'Lines of the talk, to drop in' })
		.getByRole('button', { name: /Ask who owns/ })
		.click();
	// Who signed the ask is not asked for a name again.
	const thanks = await page.getByLabel('Your words to Ana').inputValue();
	await press('Copy and open mail');
	await screen('Did you send it?');
	await press('Yes');
	await page.getByText('Ana will remember that.').waitFor();
	await press('Done');
	await screen('Once more over the talk');
	await page.getByRole('radio', { name: 'Fairly' }).check({ force: true });
	await page.getByRole('link', { name: 'Done' }).click();
	await page.waitForURL(told.base + '/');
	const talk = await page.evaluate(
		async (id) => (await fetch(`/v1/conversations/${id}`)).json(),
		link.match(/talks\/([^/]+)/)[1]
	);

	// Somebody else wrote down a talk that ended now, and does nothing more.
	const idle = await device(browser);
	await signIn(idle.page, OTHER);
	// What is typed before the server has said who it is stays, on a device that kept nothing.
	await idle.page.evaluate(async () => {
		for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
	});
	let said;
	const known = new Promise((tell) => (said = tell));
	await idle.page.route('**/v1/me', async (route) => (await known, route.continue()));
	await idle.page.goto(`${told.base}/talks/past`);
	await idle.page.getByLabel('With whom?').fill('Ewan Ross');
	const heardWho = idle.page.waitForResponse('**/v1/me');
	said();
	await heardWho;
	await settled(idle.page, idle.wrong);
	await idle.page.getByLabel('Just now').check();
	await idle.page.getByRole('button', { name: 'Write it down' }).click();
	await idle.page.waitForURL((url) => url.pathname !== '/talks/past');
	const ended = await now(idle.page);
	await idle.context.close();
	await shiftTo(context, ended + 20 * 60 * MINUTE + 2 * MINUTE);
	const lastCall = await mailTo(OTHER, /^Thank Ewan\. 4 hours left$|^Thank Ewan\. 3 hours left$/);
	await live(context);
	await page.goto(told.base);
	await settled(page, wrong);
	const mails = (await mailsTo(ADDRESS)).map((mail) => mail.subject);
	return {
		screens,
		askedIn,
		words,
		copied,
		after,
		today,
		thanks,
		talk,
		lastCall: {
			subject: lastCall.subject,
			html: lastCall.html,
			headers: lastCall.headers,
			text: lastCall.text
		},
		mails,
		poor,
		wrong: wrong.all
	};
});
