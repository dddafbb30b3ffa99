// A volunteer from all sides: asked by mail, agreed without an account, found and asked from a phone,
// answered from the mail, in the person's own list; and giving back with one tap.
import { randomUUID } from 'node:crypto';
import {
	browsing,
	device,
	mailTo,
	read,
	settled,
	signIn,
	told,
	until,
	violations
} from './chromium.mjs';

const at = (name) => `${name}.${Date.now() % 1e7}@example.org`;
const [ruth, nora, grace] = ['ruth', 'nora', 'grace'].map(at);

await browsing(async (browser) => {
	const poor = [];
	const desk = await device(browser);
	const phone = await device(browser);
	const host = await device(browser);

	async function look({ page, wrong }, name) {
		for (const colorScheme of ['dark', 'light']) {
			await page.emulateMedia({ colorScheme });
			await settled(page, wrong);
			poor.push(...(await violations(page)).map((line) => `${name} ${colorScheme}: ${line}`));
			const wide = await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			);
			if (wide > 0) poor.push(`${name}: ${wide} px wider than the screen`);
			await page.screenshot({
				path: `${told.pictures}/hosting-${name}-${colorScheme}.png`,
				fullPage: true
			});
		}
	}
	const press = ({ page }, name) => page.getByRole('button', { name, exact: true }).click();
	const send = ({ page }, path, body) =>
		page.evaluate(
			async ([address, sent]) => {
				const answer = await fetch(address, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(sent)
				});
				if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
				return answer.json();
			},
			[`/v1${path}`, body]
		);

	// A career centre with a cohort, and Nora who takes part.
	await signIn(desk.page, ruth);
	const { id } = await send(desk, '/organizations', {
		name: 'Aire Valley Careers',
		my_name: 'Ruth Ansell'
	});
	const here = `/organizations/${id}`;
	const programme_id = randomUUID();
	const cohort_id = randomUUID();
	await send(desk, `${here}/programmes`, { id: programme_id, name: 'Spring Switchers' });
	await send(desk, `${here}/cohorts`, {
		id: cohort_id,
		programme_id,
		name: 'Tuesday group',
		starts_on: '2027-03-01',
		ends_on: '2027-06-30',
		time_zone: 'Europe/London'
	});
	const { secret } = await send(desk, `${here}/invitations`, { cohort_id });
	await signIn(phone.page, nora);
	await settled(phone.page, phone.wrong);
	await send(phone, '/invitations/accept', { secret, name: 'Nora Haas' });

	// Staff ask somebody to volunteer.
	await desk.page.goto(`${told.base}/organization/${id}`);
	await desk.page.getByRole('link', { name: /^Volunteers/ }).click();
	await desk.page.getByText('Nobody yet. Who finished').waitFor();
	await look(desk, 'staff-none');
	await press(desk, 'Ask somebody to volunteer');
	await desk.page.getByLabel('E-mail').fill(grace);
	await desk.page.getByLabel('Name').fill('Grace Obi');
	await desk.page.getByLabel('What they do').fill('Nurse informatician');
	await look(desk, 'staff-invite');
	await press(desk, 'Send the mail');
	await desk.page.getByText('Has not answered yet').waitFor();
	await look(desk, 'staff-one');

	// She agrees on a page of her own. Opening it does nothing.
	const asked = await mailTo(grace, /Would you be asked/);
	const link = asked.text.match(/http\S+\/volunteer#\S+/)[0];
	await host.page.goto(link);
	await host.page.getByRole('heading', { name: 'Would you be asked' }).waitFor();
	await look(host, 'page-invited');
	await press(host, 'Yes, I volunteer');
	await host.page.getByText('Thank you. Say below').waitFor();
	await press(host, 'Change');
	await host.page.getByLabel('Field').selectOption('health');
	await host.page.getByLabel('Glad to talk about').fill('SQL, Ward data');
	await look(host, 'page-change');
	await press(host, 'Save');
	await host.page.getByText('SQL · Ward data').waitFor();
	await look(host, 'page');

	// Nora finds her by a topic, and asks.
	await phone.page.goto(`${told.base}/settings/programmes`);
	await look(phone, 'programmes');
	await phone.page.getByRole('link', { name: /^Volunteers/ }).click();
	await phone.page.getByLabel('Topic or name').fill('ward');
	await phone.page.getByRole('heading', { name: 'Grace Obi' }).waitFor();
	await look(phone, 'find');
	const found = await phone.page.getByRole('main').innerText();
	await press(phone, 'Ask for a talk: Grace Obi');
	const draft = phone.page.getByRole('dialog').getByLabel('Your ask');
	await draft.waitFor();
	await look(phone, 'ask-begun');
	await draft.fill(
		'Dear Grace, I am a nurse in Leeds, six years on acute wards. You moved from the bedside to informatics, which is the step I understand least. Could I ask you three questions by phone, 20 minutes, whenever suits? If it is a full time, please just say so. Nora'
	);
	await phone.page.getByText(/words · reads easily/).waitFor();
	await look(phone, 'ask');
	await press(phone, 'Send it');
	await phone.page.getByText('Give it a few days.').waitFor();
	await look(phone, 'asked');

	// The mail leads to the page, which asks once more; then she says yes with a line.
	const request = await mailTo(grace, /asks you for a talk/);
	await host.page.goto(request.text.match(/http\S+\/volunteer#\S+/)[0]);
	await host.page.reload();
	await host.page.getByRole('heading', { name: 'Nora Haas asks you for a talk' }).waitFor();
	const before = (await read(phone.page, '/host-requests')).items[0].state;
	await look(host, 'page-asked');
	await press(host, 'Yes, gladly');
	await host.page.getByLabel('A line, if you like').fill('Mornings are best');
	await look(host, 'page-yes');
	await press(host, 'Say yes');
	await host.page.getByText('Nora Haas is told').waitFor();
	await look(host, 'page-said');

	// She is in Nora's own list, with what she gave.
	const { contact_id } = await until(
		async () => (await read(phone.page, '/host-requests')).items.find((one) => one.contact_id),
		'the host in the list'
	);
	await phone.page.reload();
	await phone.page.getByText('Grace Obi said yes.').waitFor();
	await look(phone, 'yes');
	await phone.page.getByRole('link', { name: 'Write to them' }).click();
	await phone.page.getByText('Mornings are best').waitFor();
	await look(phone, 'person');
	const notices = (await read(phone.page, '/notices')).items.map(({ title }) => title);
	await phone.page.goto(`${told.base}/notices`);
	await look(phone, 'notices');

	// Where somebody arrived, one tap gives back.
	const goal = randomUUID();
	await send(phone, '/goals', { id: goal, what: 'Clinical informatics analyst' });
	await phone.page.evaluate(
		(one) =>
			fetch(`/v1/goals/${one}`, {
				method: 'PATCH',
				headers: { 'content-type': 'application/json', 'if-match': '*' },
				body: JSON.stringify({ state: 'reached' })
			}),
		goal
	);
	const landing = await send(phone, '/landings', { id: randomUUID(), goal_id: goal });
	await phone.page.goto(`${told.base}/growth/landed/${landing.id}`);
	await phone.page.getByText('Giving back').waitFor();
	await look(phone, 'landed');
	await press(phone, 'Volunteer with Aire Valley Careers');
	await phone.page.getByText('You volunteer with Aire Valley Careers now').waitFor();
	await mailTo(nora, /Your page as a volunteer/);
	await phone.page.goto(`${told.base}/settings/volunteering`);
	await look(phone, 'volunteering');

	// Staff read counts; she deletes everything, and the link opens nothing.
	await desk.page.reload();
	await desk.page.getByText('Grace Obi').click();
	await desk.page.getByText('Who asked, and what was said').waitFor();
	await look(desk, 'staff-host');
	const counts = await desk.page.getByRole('dialog').innerText();
	await press(host, 'Delete everything');
	await look(host, 'page-erase');
	await host.page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
	await host.page.getByRole('heading', { name: 'Deleted' }).waitFor();
	await look(host, 'page-erased');
	const wrong = [...desk.wrong.all, ...phone.wrong.all, ...host.wrong.all];
	return { found, before, contact_id, notices, counts, poor, wrong };
});
