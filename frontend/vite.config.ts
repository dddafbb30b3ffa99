import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';
import { served } from './served.ts';

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
	build: { target: 'es2022' },
	test: {
		include: ['src/**/*.test.ts'],
		setupFiles: ['fake-indexeddb/auto']
	}
});
