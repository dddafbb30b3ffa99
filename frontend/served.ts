import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Adapter } from '@sveltejs/kit';

const COMPRESSED = /\.(html|js|css|json|svg|webmanifest|txt)$/;

/**
 * Wraps the static adapter so that the API process can serve the build as it lies there: every
 * text file beside its `.br` and `.gz`, and `csp.json` with the hashes of the inline scripts.
 */
export function served(adapter: Adapter): Adapter {
	return {
		...adapter,
		async adapt(builder) {
			await adapter.adapt(builder);
			const root = 'build';
			const page = readFileSync(path.join(root, 'index.html'), 'utf8');
			writeFileSync(path.join(root, 'csp.json'), JSON.stringify(policy(page), null, '\t') + '\n');
			for (const file of files(root)) if (COMPRESSED.test(file)) compress(file);
		}
	};
}

/** Sources that the Content-Security-Policy header must name beside 'self'. */
function policy(page: string): Record<string, string[]> {
	const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
		(match) => match[1] ?? ''
	);
	return {
		'script-src': scripts.map(hash),
		// SvelteKit's route announcer carries a style attribute.
		'style-src-attr': ["'unsafe-hashes'", hash(announcerStyle())]
	};
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
