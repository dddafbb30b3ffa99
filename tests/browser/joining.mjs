// A programme from both sides: a career centre sets itself up, shows a code, and invites by mail; a
// newcomer joins from a phone, is seen by name alone, and leaves again.
import {
	browsing,
	DESK,
	device,
	mailTo,
	read,
	settled,
	signIn,
	told,
	until,
	violations
} from './chromium.mjs';

/** The people of this run. */
const at = (name) => `${name}.${Date.now() % 1e7}@example.org`;
const [ruth, nora, ida, ole, carl] = ['ruth', 'nora', 'ida', 'ole', 'carl'].map(at);

await browsing(async (browser) => {
	const poor = [];
	const desk = await device(browser, { viewport: DESK });
	const phone = await device(browser);

	async function look({ page, wrong }, name) {
		await settled(page, wrong);
		for (const colorScheme of ['dark', 'light']) {
			await page.emulateMedia({ colorScheme });
			await settled(page, wrong);
			poor.push(...(await violations(page)).map((line) => `${name} ${colorScheme}: ${line}`));
			const wide = await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			);
			if (wide > 0) poor.push(`${name}: ${wide} px wider than the screen`);
			await page.screenshot({ path: `${told.pictures}/joining-${name}-${colorScheme}.png` });
		}
	}
	/** The same on a phone and on a desk. */
	async function both(one, name) {
		const size = one.page.viewportSize();
		await look(one, name);
		await one.page.setViewportSize(size.width > 1000 ? { width: 390, height: 844 } : DESK);
		await look(one, `${name}-other`);
		await one.page.setViewportSize(size);
	}
	const press = ({ page }, name) => page.getByRole('button', { name, exact: true }).click();

	// A career centre, a programme, a cohort of forty.
	const { page } = desk;
	await signIn(page, ruth);
	await page.goto(`${told.base}/search`);
	await page.getByRole('searchbox').fill('career');
	await page.waitForURL(/q=career/);
	await page.getByRole('link', { name: /For career centres/ }).click();
	await page.getByText('You run a programme').waitFor();
	await both(desk, 'none');
	await press(desk, 'Set up an organization');
	await page.getByLabel('What is it called?').fill('Aire Valley Careers');
	await page.getByLabel('Your name, as colleagues there read it').fill('Ruth Ansell');
	await look(desk, 'found');
	await press(desk, 'Set it up');
	await press(desk, 'Add the first programme');
	await page.getByLabel('What is it called?').fill('Spring Switchers');
	await page
		.getByLabel('What is it, in a sentence or two?')
		.fill('Twelve weeks for people who want to know what else their work could be.');
	await press(desk, 'Save');
	await press(desk, 'Add a cohort to Spring Switchers');
	await page.getByLabel('Name of this run').fill('Tuesday group');
	await page.getByLabel('First day').fill('2027-03-01');
	await page.getByLabel('Last day').fill('2027-06-30');
	await look(desk, 'cohort-sheet');
	await press(desk, 'Save');
	await page.waitForURL(/\/cohorts\//);
	await page.getByText('0 of 40 joined').waitFor();
	const [, organization, , cohort] = new URL(page.url()).pathname.split('/').slice(1);
	await press(desk, 'Make a code');
	await page.getByRole('link', { name: 'Show this code in class' }).waitFor();
	await press(desk, 'Add a coach');
	await page.getByRole('dialog').getByRole('button', { name: 'Add a coach' }).click();
	await page.getByText(/^since /).waitFor();
	await press(desk, 'Invite by e-mail');
	await page.getByLabel('E-mail addresses').fill(`${ida}, Ole <${ole}>`);
	await look(desk, 'invite');
	await press(desk, 'Send 2 invitations');
	await page.getByText(ida).waitFor();
	await both(desk, 'cohort');
	await page.getByRole('link', { name: 'Show this code in class' }).click();
	await page.getByRole('img', { name: /A square code/ }).waitFor();
	await both(desk, 'code');
	const shown = await read(page, `/organizations/${organization}/cohorts/${cohort}/code`);
	const outside = await page.evaluate(() =>
		performance
			.getEntriesByType('resource')
			.map(({ name }) => name)
			.filter((name) => new URL(name).origin !== location.origin)
	);

	// Somebody new, on a phone, who types the code of the slide.
	await phone.page.goto(`${told.base}/join`);
	await phone.page.getByLabel('The code').fill('ABC');
	await press(phone, 'Look');
	await phone.page.getByText('A code has six letters and numbers.').waitFor();
	await look(phone, 'type');
	await phone.page
		.getByLabel('The code')
		.fill(`${shown.code.code.slice(0, 3)} ${shown.code.code.slice(3).toLowerCase()}`);
	await press(phone, 'Look');
	await phone.page.getByRole('heading', { name: 'Spring Switchers' }).waitFor();
	await both(phone, 'invited');
	const before = await phone.page.getByRole('main').innerText();
	await phone.page.getByRole('link', { name: 'Sign in, then join' }).click();
	await signIn(phone.page, nora, { here: true });
	await phone.page.getByLabel('Your name, as they read it').fill('Nora Haas');
	await look(phone, 'join');
	await press(phone, 'Join');
	await phone.page.getByRole('heading', { name: 'What would you like to find out?' }).waitFor();
	await settled(phone.page, phone.wrong);

	// Who invited sees a name, and nothing else.
	await page.goto(`${told.base}/organization/${organization}/cohorts/${cohort}`);
	await page.getByText('1 of 40 joined').waitFor();
	await page.getByText('Nora Haas').waitFor();
	await look(desk, 'one-joined');
	const seen = await page.getByRole('main').innerText();
	await page.goto(`${told.base}/organization/${organization}`);
	await page.getByText('1 of 40 joined').waitFor();
	await both(desk, 'overview');
	await page.goto(`${told.base}/organization/${organization}/staff`);
	await page.getByText('Owner, you').waitFor();
	await press(desk, 'Invite somebody');
	await page.getByLabel('Their e-mail address').fill(carl);
	await look(desk, 'invite-staff');
	await press(desk, 'Send the invitation');
	await page.getByText(carl).waitFor();
	await both(desk, 'staff');
	await page.goto(`${told.base}/organization/${organization}/log`);
	await page.getByText('Ruth Ansell added a cohort').waitFor();
	await both(desk, 'log');
	const kept = await page.evaluate(async () => {
		const database = await new Promise((done, fail) => {
			const opening = indexedDB.open('askwell-seen');
			opening.onsuccess = () => done(opening.result);
			opening.onerror = () => fail(opening.error);
		});
		const all = await new Promise((done) => {
			const asked = database.transaction('seen').objectStore('seen').getAllKeys();
			asked.onsuccess = () => done(asked.result);
		});
		return all.map(([, key]) => key).filter((key) => key.startsWith('organization'));
	});

	// The mails; the link of one of them shows the same, and works once.
	const mail = await mailTo(ida, /invites you to Spring Switchers/);
	const staff = await mailTo(carl, /invites you to Aire Valley Careers/);
	const link = told.base + mail.text.match(/\/join#\S+/)[0];

	// And out again.
	await phone.page.goto(`${told.base}/settings/programmes`);
	await phone.page.getByRole('heading', { name: 'Spring Switchers' }).waitFor();
	await both(phone, 'part');
	await phone.page.getByRole('link', { name: 'What they see, and who looked' }).click();
	await phone.page.getByText('Nobody has looked.').waitFor();
	await both(phone, 'shared');
	await phone.page.getByRole('link', { name: 'Exactly what they see' }).click();
	await phone.page.getByRole('heading', { name: 'Exactly what they see' }).waitFor();
	await both(phone, 'seen');
	await phone.page.goto(`${told.base}/settings/programmes`);
	await press(phone, 'Leave: Spring Switchers');
	await phone.page.getByText('What stays yours').waitFor();
	await look(phone, 'leave');
	const leaving = await phone.page.getByRole('dialog').innerText();
	await phone.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
	await phone.page.getByText('You left Spring Switchers.').waitFor();
	await page.goto(`${told.base}/organization/${organization}/cohorts/${cohort}`);
	await page.getByText('0 of 40 joined').waitFor();
	await settled(page, desk.wrong);
	const after = await page.getByRole('main').innerText();

	// Somebody who was mailed comes by the link.
	const guest = await device(browser);
	await guest.page.goto(link);
	await guest.page.getByRole('heading', { name: 'Spring Switchers' }).waitFor();
	const hidden = new URL(guest.page.url());
	await guest.page.getByRole('link', { name: 'Sign in, then join' }).click();
	await signIn(guest.page, ida, { here: true });
	await guest.page.getByLabel('Your name, as they read it').fill('Ida Berg');
	await press(guest, 'Join');
	await guest.page.getByRole('heading', { name: 'What would you like to find out?' }).waitFor();
	await settled(guest.page, guest.wrong);
	await until(async () => {
		const path = `/organizations/${organization}/invitations?cohort_id=${cohort}`;
		const { items } = await read(page, path);
		const left = items.flatMap(({ email }) => email ?? []);
		return left.length === 1 && left[0] === ole;
	}, 'that only Ole is still invited');
	return {
		before,
		seen,
		after,
		leaving,
		kept,
		outside,
		hidden: hidden.pathname + hidden.hash,
		staff: staff.subject,
		poor,
		wrong: [...desk.wrong.all, ...phone.wrong.all, ...guest.wrong.all]
	};
});
