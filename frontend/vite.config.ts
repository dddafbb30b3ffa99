import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import tailwindcss from '@tailwindcss/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { served } from './served.ts';

/** What every route needs: the shell, the network, and their texts. */
const CORE =
	/src\/lib\/(http|session\/(account|session|theme)|shell\/(?!KeysSheet)|time|threads\/board|offline\/(travel|seen)|ui\/(Sheet|Button|Icon|IconButton|Mark|Row|Ring|Skeleton|EmptyState|ErrorState|Toasts|toasts|icons|Field|FieldFrame))|src\/lib\/paraglide\/(runtime|messages\/_?(nav|tomorrow|yesterday|failure|offline|travelling|example|hours|minutes(?!_long|_short)|day|weekday|numbers|close|back|undo|try_again|to_today|quoted|ring|new_version|promise(?![s_])|sign_in_example|yours|more_about|goal_still_right|minutes_short|do_(did_you_talk|find_a_time|write_on))[0-9_]*)|openapi-fetch/;
/** The first screen, and the one before it: neither waits for the other's words. */
const TODAY = /src\/lib\/today\/|src\/lib\/paraglide\/messages\/_?(today|do_(?!not|set))[0-9_]*/;
const SIGN_IN =
	/src\/lib\/session\/(?!CodeForm|EmailLink)|src\/lib\/paraglide\/messages\/_?sign_in(?!_code|_link)[0-9_]*/;

/** Every page reads the names of all files, in which hashes are what can't be compressed: one character
 *  less of each is half a kilobyte less, and styles need nothing beside it. Fewer than seven are not
 *  enough for as many files. */
const shortNames: Plugin = {
	name: 'short-names',
	outputOptions(options) {
		const { chunkFileNames, entryFileNames, assetFileNames } = options;
		const cut = (name: string) => name.replace('[hash]', '[hash:7]');
		const short = (names: typeof chunkFileNames) =>
			typeof names === 'function'
				? (chunk: Parameters<typeof names>[0]) => cut(names(chunk))
				: names && cut(names);
		return {
			...options,
			chunkFileNames: short(chunkFileNames),
			entryFileNames: short(entryFileNames),
			assetFileNames: (file) => {
				const named =
					typeof assetFileNames === 'string' ? assetFileNames : 'assets/[name].[hash][extname]';
				return file.names[0]?.endsWith('.css')
					? cut(named.replace('[name].[hash]', '[hash]'))
					: named;
			}
		};
	}
};

export default defineConfig({
	plugins: [
		shortNames,
		tailwindcss(),
		// Its watcher keeps a test run from ending; tests read what `npm run texts` made.
		!process.env.VITEST &&
			paraglideVitePlugin({
				project: './project.inlang',
				outdir: './src/lib/paraglide',
				// There is one language: what chooses among several is read by every page in vain.
				strategy: ['baseLocale']
			}),
		sveltekit({
			adapter: served(adapter({ fallback: 'index.html' })),
			compilerOptions: { runes: true },
			serviceWorker: { register: false },
			version: { pollInterval: 0 }
		})
	],
	server: {
		// The rules of the checks and the words of the texts are shared with the API.
		fs: { allow: ['src', 'node_modules', '.svelte-kit', '../api/texts', '../api/threads'] },
		proxy: { '/v1': process.env.ASKWELL_API ?? 'http://127.0.0.1:8000' }
	},
	build: {
		target: 'es2022',
		rolldownOptions: {
			output: {
				codeSplitting: {
					groups: [
						{
							// The start hands the page's payload over before anything that reads it may run:
							// in the core, the version would be read too early and every page taken for old.
							name: 'payload',
							priority: 3,
							test: /runtime\/client\/payload\.js|vite\/preload-helper/
						},
						// In one request each: hundreds of messages and small parts would each be one of their own.
						{ name: 'core', priority: 2, test: CORE },
						{ name: 'today', priority: 1, test: TODAY },
						{ name: 'sign-in', priority: 1, test: SIGN_IN },
						{
							name: 'shared',
							priority: 0,
							test: /src\/lib\//,
							entriesAware: true
						}
					]
				}
			}
		}
	},
	test: {
		include: ['src/**/*.test.ts'],
		setupFiles: ['fake-indexeddb/auto'],
		// Two thousand modules of texts are read once, not by each file anew: a quarter of the time.
		isolate: false,
		pool: 'threads',
		maxWorkers: 1
	}
});
