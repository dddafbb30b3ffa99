// How long the check of a text of 200 words takes in Chromium, from the sources that the app is
// built from.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { browsing, device } from './chromium.mjs';

const frontend = new URL('../../frontend/', import.meta.url);
const packages = createRequire(new URL('package.json', frontend));
const { rolldown } = await import(pathToFileURL(packages.resolve('rolldown')));
const VECTORS = new URL('../vectors/ask_checks.json', import.meta.url);
const RUNS = 200;

const built = await rolldown({
	cwd: fileURLToPath(frontend),
	input: 'src/lib/threads/checks/check-ask.ts'
});
const { output } = await built.generate({ format: 'iife', name: 'checks', minify: true });
const vectors = JSON.parse(readFileSync(VECTORS, 'utf8'));
const { draft } = vectors.find(({ name }) => name === 'length: over 200 words is a warning');

await browsing(async (browser) => {
	const { context, page } = await device(browser);
	await page.addScriptTag({ content: output[0].code });
	const session = await context.newCDPSession(page);
	const took = {};
	let words = 0;
	for (const rate of [1, 4]) {
		await session.send('Emulation.setCPUThrottlingRate', { rate });
		[took[rate], words] = await page.evaluate(
			([draft, runs]) => {
				const times = [];
				let fewest = Infinity;
				for (let run = 0; run < runs; run += 1) {
					// Another text each time: nothing is remembered of the last.
					const body = `For the ${run}th time. ${draft.body}`;
					const began = performance.now();
					const found = globalThis.checks.checkAsk({
						channel: draft.channel,
						subject: draft.subject,
						body,
						recipientNames: draft.recipient_names,
						why: draft.why,
						noteLimit: draft.note_limit,
						senderName: draft.sender_name,
						fieldWords: draft.field_words
					});
					times.push(performance.now() - began);
					fewest = Math.min(fewest, found.words);
				}
				return [times, fewest];
			},
			[draft, RUNS]
		);
	}
	return { took, words };
});
