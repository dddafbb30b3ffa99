// A real phone: a browser process with a profile on the disk that can be killed, and a network cable
// that can be pulled.
import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { chromium, EXECUTABLE, FLAGS, live, PHONE, until, watch } from './chromium.mjs';

/** A way to the product that can be cut: what is on its way dies with it. */
export async function cable(target) {
	const { hostname, port } = new URL(target);
	const open = new Set();
	let server;
	let number = 0;

	async function plug() {
		server = createServer((near) => {
			const far = connect(Number(port), hostname);
			for (const socket of [near, far]) {
				open.add(socket);
				socket.on('close', () => open.delete(socket));
				socket.on('error', () => [near, far].forEach((one) => one.destroy()));
			}
			near.pipe(far).pipe(near);
		});
		await new Promise((done) => server.listen(number, '127.0.0.1', done));
		number = server.address().port;
	}

	async function cut() {
		const closed = new Promise((done) => server.close(done));
		for (const socket of open) socket.destroy();
		await closed;
	}

	await plug();
	return { base: `http://127.0.0.1:${number}`, plug, cut };
}

/** A phone of somebody: `start` opens its browser, `kill` ends the process as a battery does. */
export function phone(folder, { skew = 0 } = {}) {
	let process_;
	let browser;

	async function start() {
		process_ = spawn(
			EXECUTABLE,
			[
				...FLAGS,
				`--user-data-dir=${folder}`,
				'--remote-debugging-port=0',
				'--lang=en-GB',
				'about:blank'
			],
			{
				detached: true,
				stdio: ['ignore', 'ignore', 'pipe'],
				env: { ...process.env, TZ: 'Europe/London' }
			}
		);
		let said = '';
		process_.stderr.on('data', (part) => (said += part));
		const address = await until(
			() => said.match(/DevTools listening on (ws:\S+)/)?.[1],
			'the browser process'
		);
		browser = await chromium.connectOverCDP(address);
		const context = browser.contexts()[0];
		context.setDefaultTimeout(20_000);
		await live(context, skew);
		const page = context.pages()[0] ?? (await context.newPage());
		await page.setViewportSize(PHONE);
		return { context, page, wrong: watch(page) };
	}

	async function kill() {
		if (!process_ || process_.exitCode !== null || process_.signalCode !== null) return;
		const ended = new Promise((done) => process_.on('exit', done));
		process.kill(-process_.pid, 'SIGKILL');
		await ended;
		await browser.close().catch(() => {});
	}

	/** Ends it in peace: cookies and all are on the disk then. */
	async function close() {
		const ended = new Promise((done) => process_.on('exit', done));
		const session = await browser.newBrowserCDPSession();
		await session.send('Browser.close').catch(() => {});
		await ended;
	}

	return { start, kill, close };
}
