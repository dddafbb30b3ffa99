import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Adapter } from '@sveltejs/kit';

const ROOT = 'build';
const COMPRESSED = /\.(html|js|css|json|svg|webmanifest|txt)$/;
/** The faces of the first screen, asked for before the style sheet that names them is read. */
const FIRST_FONTS = /(figtree-latin-wght-normal|newsreader-latin-500-normal)\.[\w-]+\.woff2$/;

/**
 * Wraps the static adapter so that the API process can serve the build as it lies there: the one
 * page arranged for a quick first paint, every text file beside its `.br` and `.gz`, and `csp.json`
 * with the hashes of what stands inline.
 */
export function served(adapter: Adapter): Adapter {
	return {
		...adapter,
		async adapt(builder) {
			await adapter.adapt(builder);
			const index = path.join(ROOT, 'index.html');
			const page = arranged(readFileSync(index, 'utf8'));
			writeFileSync(index, page);
			writeFileSync(path.join(ROOT, 'csp.json'), JSON.stringify(policy(page), null, '\t') + '\n');
			for (const file of files(ROOT)) if (COMPRESSED.test(file)) compress(file);
		}
	};
}

/** Sources that the Content-Security-Policy header must name beside 'self'. */
function policy(page: string): Record<string, string[]> {
	const inside = (tag: string) =>
		[...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map((one) => one[1] ?? '');
	return {
		'script-src': inside('script').map(hash),
		'style-src': inside('style').map(hash),
		// SvelteKit's route announcer carries a style attribute.
		'style-src-attr': ["'unsafe-hashes'", hash(announcerStyle())]
	};
}

/**
 * The promise of the catalogue in the opening; fonts asked for at once; style sheets behind the
 * opening and the start after its paint, so that nothing holds it up.
 */
function arranged(page: string): string {
	const texts = JSON.parse(readFileSync('messages/en.json', 'utf8')) as { promise: string };
	const sheets = page.match(/<link [^>]*rel="stylesheet"[^>]*>/g) ?? [];
	const fonts = files(ROOT)
		.filter((file) => FIRST_FONTS.test(file))
		.map((file) => `/${path.relative(ROOT, file).split(path.sep).join('/')}`);
	const asked = fonts.map(
		(href) => `<link rel="preload" href="${href}" as="font" type="font/woff2" crossorigin>`
	);
	const serif = fonts.find((href) => href.includes('newsreader'));
	const face = `<style>@font-face{font-family:Newsreader;font-weight:500;font-display:swap;src:url(${serif}) format('woff2')}</style>`;
	const start = /import\("(\/_app\/immutable\/entry\/start\.[^"]+)"\)/;
	const opening = /(<div id="opening"[\s\S]*?<\/div>)/;
	if (sheets.length === 0 || fonts.length !== 2 || !opening.test(page) || !start.test(page)) {
		throw new Error('The page is built in another way than before: look at served.ts.');
	}
	const bare = sheets.reduce((so, sheet) => so.replace(sheet, ''), page);
	return (
		bare
			.replaceAll('%promise%', () => texts.promise)
			// The opening is to be painted first; the app follows it a moment later.
			.replaceAll('rel="modulepreload"', 'rel="modulepreload" fetchpriority="low"')
			.replace('</head>', () => `${face}${asked.join('')}</head>`)
			.replace(start, (found) => `painted.then(() => ${found})`)
			.replace(opening, (found) => found + sheets.join(''))
	);
}

function hash(content: string): string {
	return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

function announcerStyle(): string {
	const kit = createRequire(import.meta.url).resolve('@sveltejs/kit/package.json');
	const root = readFileSync(
		path.join(path.dirname(kit), 'src/runtime/components/root.svelte'),
		'utf8'
	);
	const style = /id="svelte-announcer"[\s\S]*?style="([^"]*)"/.exec(root)?.[1];
	if (!style) throw new Error('The route announcer of SvelteKit has changed: look at its style.');
	return style;
}

function files(directory: string): string[] {
	return readdirSync(directory).flatMap((name) => {
		const file = path.join(directory, name);
		return statSync(file).isDirectory() ? files(file) : [file];
	});
}

function compress(file: string): void {
	const content = readFileSync(file);
	const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
	writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
	writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
