// What Chromium really transfers for a route on its first visit, nothing cached, no worker.
import { browsing, device, lookAtExample, read, settled, told } from './chromium.mjs';
import { DOORS, OF_PROGRAMMES, ofTheStory, PLACES } from './routes.mjs';

await browsing(async (browser) => {
	const { context, page, wrong } = await device(browser, { serviceWorkers: 'block' });
	const network = await context.newCDPSession(page);
	await network.send('Network.enable');
	await network.send('Network.setCacheDisabled', { cacheDisabled: true });
	const scripts = new Map();
	const bytes = { js: 0, all: 0, encodings: new Set() };
	network.on('Network.responseReceived', ({ requestId, type, response }) => {
		scripts.set(requestId, type === 'Script');
		if (type === 'Script')
			bytes.encodings.add(
				response.headers['content-encoding'] ?? response.headers['Content-Encoding']
			);
	});
	// Bodies as they travel; headers are not counted.
	network.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
		bytes.all += encodedDataLength;
		if (scripts.get(requestId)) bytes.js += encodedDataLength;
	});
	if (told.gzip) await page.setExtraHTTPHeaders({ 'Accept-Encoding': 'gzip' });

	// Where nothing was written before: notes on the device bring their library to every screen.
	const origin = new URL(told.base).origin;
	await page.addInitScript(() => {
		for (const mark of ['askwell.waiting', 'askwell.notes']) localStorage.removeItem(mark);
	});

	async function weigh(path, then = async () => {}) {
		await page.goto('about:blank');
		await network.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
		scripts.clear();
		Object.assign(bytes, { js: 0, all: 0, encodings: new Set() });
		await page.goto(told.base + path, { waitUntil: 'load' });
		await settled(page, wrong);
		// What a talk is written with comes once it begins.
		if (path.endsWith('/live')) {
			await page.getByRole('button', { name: 'Begin', exact: true }).click();
			await page.getByText('We are done').waitFor();
			await page.getByRole('button', { name: 'Remember this' }).or(page.getByLabel('What you hear')).waitFor();
			await settled(page, wrong);
		}
		await then();
		await settled(page, wrong);
		return { path, js: bytes.js, all: bytes.all, encodings: [...bytes.encodings] };
	}

	const weighed = [];
	for (const path of DOORS) weighed.push(await weigh(path));
	// Where somebody without an account lands who opens the address of the product.
	weighed.push(await weigh('/').then((one) => ({ ...one, path: '/ (not signed in)' })));
	await lookAtExample(page);
	// One address of each kind: the same scripts come for all people.
	const kinds = new Map();
	const story = await ofTheStory(page);
	// After a talk each step is a screen of its own.
	for (const path of [...PLACES, ...OF_PROGRAMMES, ...story])
		kinds.set(path.replace(/[0-9a-f-]{36}/g, '…').replace(/\?(?!step=(\d|thanks|look)$).*/, ''), path);
	for (const [kind, path] of kinds) weighed.push({ ...(await weigh(path)), path: kind });
	const past = (await read(page, '/conversations?when=past')).items[0].id;
	weighed.push({ ...(await weigh(`/talks/${past}`)), path: '/talks/… (held)' });
	// The first of the lanes is an ask that was not begun; its check comes when it is touched.
	const letter = story.find((path) => path.startsWith('/write/'));
	weighed.push({ ...(await weigh(letter)), path: '/write/… (to begin)' });
	const touch = async () => {
		await page.getByRole('textbox', { name: /^Your words to / }).focus();
		await page.getByRole('button', { name: /ideas?$/ }).waitFor();
	};
	weighed.push({ ...(await weigh(letter, touch)), path: '/write/… (touched)' });
	return { weighed };
});
