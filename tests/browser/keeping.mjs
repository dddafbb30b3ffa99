// What belongs to a talk beside its lines: a photo of a paper page taken without a network, a line
// that the server refuses, the invitation for a calendar, and a calendar that says when one is busy.
import { newId } from '../../frontend/src/lib/ids.ts';
import { ahead, browsing, device, read, settled, signIn, told, until, violations } from './chromium.mjs';

const DAY = 86_400_000;
const stamp = (at) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');

await browsing(async (browser) => {
	const { context, page, wrong } = await device(browser);
	const poor = [];
	async function look(name) {
		await settled(page, wrong);
		poor.push(...(await violations(page)).map((line) => `${name}: ${line}`));
		await page.screenshot({ path: `${told.pictures}/keeping-${name}.png` });
	}
	const post = (path, body) =>
		page.evaluate(
			async ([path, body]) => {
				const headers = { 'content-type': 'application/json' };
				const sent = { method: 'POST', headers, body: JSON.stringify(body) };
				const answer = await fetch(`/v1${path}`, sent);
				if (!answer.ok) throw new Error(`${path} ${await answer.text()}`);
			},
			[path, body]
		);

	await signIn(page, 'keeping@example.org');
	await settled(page, wrong);
	const [contact_id, thread_id, id] = [newId(), newId(), newId()];
	const starts = Date.now() + ahead() + DAY;
	await post('/contacts', { id: contact_id, name: 'Fatima El Idrissi' });
	await post('/threads', { id: thread_id, contact_id });
	const span = { starts_at: new Date(starts), ends_at: new Date(starts + 1_800_000) };
	await post('/conversations', { id, thread_id, ...span, zone: 'Europe/London', medium: 'phone' });

	// A page of paper, without a network.
	const paper = await page.screenshot({ type: 'jpeg' });
	await page.goto(`${told.base}/talks/${id}/live`);
	await page.getByRole('button', { name: 'Begin', exact: true }).click();
	await page.getByRole('textbox', { name: 'What you hear' }).waitFor();
	// Everything that a talk needs is fetched soon after it opens.
	await page.waitForTimeout(2_500);
	await settled(page, wrong);
	const before = wrong.all.length;
	await context.setOffline(true);
	await page
		.getByLabel('Photo of a page')
		.setInputFiles({ name: 'page.jpg', mimeType: 'image/jpeg', buffer: paper });
	await page.getByText('The page is kept on this device.').waitFor();
	await context.setOffline(false);
	await page.goto(`${told.base}/talks/${id}`);
	const photos = await until(async () => {
		const { items } = await read(page, `/conversations/${id}/photos`);
		return items.length === 1 && items;
	}, 'the page on the server');
	wrong.all.splice(before);
	// After a talk it stands among what was heard.
	const held = { id: newId(), thread_id: newId(), contact_id: newId() };
	await post('/contacts', { id: held.contact_id, name: 'Ewan Ross' });
	await post('/conversations/past', { ...held, ended_at: new Date(Date.now() + ahead() - 60_000) });
	await page.goto(`${told.base}/talks/${held.id}`);
	await page
		.getByLabel('Photo of a page')
		.setInputFiles({ name: 'page.jpg', mimeType: 'image/jpeg', buffer: paper });
	await page.getByRole('img', { name: /^A page/ }).waitFor();
	await look('page');

	// One line is refused; it stays on the device, and says why.
	await page.route('**/v1/entries', async (route) => {
		const { entries } = route.request().postDataJSON();
		const items = entries.map(({ id, text }) =>
			text === 'refused'
				? { id, result: 'refused', code: 'too-many' }
				: { id, result: 'kept', code: null }
		);
		await route.fulfill({ json: { items } });
	});
	await page.goto(`${told.base}/talks/${id}/live`);
	const field = page.getByRole('textbox', { name: 'What you hear' });
	// Nothing interrupts the talk; who does not see it hears it in passing. The place is there before
	// its words, or they would not be read out.
	const passing = page.locator('footer').getByRole('status');
	await passing.waitFor({ state: 'attached' });
	const heard = [await passing.innerText()];
	await field.fill('refused');
	await field.press('Enter');
	await passing.filter({ hasText: 'could not be saved' }).waitFor();
	heard.push(await passing.innerText());
	await look('refused in the talk');
	await page.goto(told.base);
	await page.getByRole('status').filter({ hasText: '1 line could not be saved.' }).waitFor();
	await look('refused line');
	await page.getByRole('link', { name: 'Look at it' }).click();
	await page.getByText('The server refused these.').waitFor();
	const refused = await page.getByRole('main').innerText();
	await look('refused');
	await page.unroute('**/v1/entries');
	await page.getByRole('button', { name: 'Try again' }).click();
	await page.getByText('Everything has reached the server.').waitFor();

	// The invitation is asked for, moved and called off by one name.
	const invitation = () =>
		page.evaluate(
			async (talk) => (await fetch(`/v1/conversations/${talk}/invitation.ics`)).text(),
			id
		);
	const invited = [await invitation()];
	const change = async (body) => {
		const { version } = await read(page, `/conversations/${id}`);
		await page.evaluate(
			async ([id, version, body]) => {
				const headers = { 'content-type': 'application/json', 'if-match': `"${version}"` };
				const sent = { method: 'PATCH', headers, body: JSON.stringify(body) };
				const answer = await fetch(`/v1/conversations/${id}`, sent);
				if (!answer.ok) throw new Error(await answer.text());
			},
			[id, version, body]
		);
	};
	const moved = [starts, starts + 1_800_000].map((at) => new Date(at + DAY));
	await change({ starts_at: moved[0], ends_at: moved[1] });
	invited.push(await invitation());
	await page.goto(`${told.base}/talks/${id}`);
	await look('moved');

	// Busy every weekday morning but one, by a calendar of her own.
	const first = new Date(Date.now() + ahead() - 7 * DAY);
	first.setUTCHours(8, 0, 0, 0);
	const ics = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//test//EN',
		'BEGIN:VEVENT',
		'UID:mornings@example.org',
		`DTSTAMP:${stamp(first)}`,
		`DTSTART:${stamp(first)}`,
		'DURATION:PT5H',
		'RRULE:FREQ=DAILY',
		'SUMMARY:Ward',
		'END:VEVENT',
		'END:VCALENDAR',
		''
	].join('\r\n');
	await page.goto(`${told.base}/settings/calendar`);
	// A file that is put into a screen which just replaces its own skeleton goes with the old one.
	await page.getByText('No calendar yet.').waitFor();
	await page
		.locator('input[type=file]')
		.setInputFiles({ name: 'ward.ics', mimeType: 'text/calendar', buffer: Buffer.from(ics) });
	await page.getByText(/^Busy \d+ times, known until/).waitFor();
	await look('calendar');
	const other = { contact_id: newId(), thread_id: newId() };
	await post('/contacts', { id: other.contact_id, name: 'Jonas Keller' });
	await post('/threads', { id: other.thread_id, contact_id: other.contact_id });
	await page.goto(`${told.base}/times/${other.thread_id}`);
	await page.getByText('Your talks and one calendar were looked at.').waitFor();
	await look('times');
	const offered = (await read(page, `/threads/${other.thread_id}/times?minutes=30`)).items;

	await post(`/threads/${thread_id}/happenings`, { id: newId(), what: 'cancelled' });
	invited.push(await invitation());
	// Screens are left here in the middle of what they load.
	const bad = wrong.all.filter((one) => !one.endsWith('ERR_ABORTED'));
	return { photos, heard, refused, invited, offered, poor, wrong: bad };
});
