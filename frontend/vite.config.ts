import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';
import { served } from './served.ts';

/** The shell, Today and signing in, with their texts. */
const CORE =
	/src\/lib\/(http|session|shell\/(?!KeysSheet)|today|time|offline\/(travel|seen)|ui\/(Button|Icon|IconButton|Mark|Row|Ring|Skeleton|EmptyState|ErrorState|Toasts|toasts|icons|Field|FieldFrame))|src\/lib\/paraglide\/(runtime|messages\/_?(nav|today|tomorrow|yesterday|do|sign_in|failure|offline|travel|example|refused|hours|minutes|day|weekday|numbers|close|back|undo|try_again|to_today|quoted|more|ring|skip|new_version|promise|yours|due)[0-9_]*)|openapi-fetch/;

export default defineConfig({
	plugins: [
		tailwindcss(),
		// Its watcher keeps a test run from ending; tests read what `npm run texts` made.
		!process.env.VITEST &&
			paraglideVitePlugin({
				project: './project.inlang',
				outdir: './src/lib/paraglide',
				strategy: ['globalVariable', 'preferredLanguage', 'baseLocale']
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
						{
							// What every first route needs, in one request; hundreds of messages and small parts
							// would each be one of their own.
							name: 'core',
							priority: 2,
							test: CORE
						},
						{
							name: 'shared',
							priority: 1,
							test: /src\/lib\//,
							entriesAware: true,
							entriesAwareMergeThreshold: 1_500
						}
					]
				}
			}
		}
	},
	test: {
		include: ['src/**/*.test.ts'],
		setupFiles: ['fake-indexeddb/auto']
	}
});
