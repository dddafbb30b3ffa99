export type Theme = 'system' | 'light' | 'dark';

const KEY = 'askwell.theme';

/** Shows the app in this theme, now and at the next start. */
export function applyTheme(theme: Theme): void {
	const root = document.documentElement;
	if (theme === 'system') delete root.dataset.theme;
	else root.dataset.theme = theme;
	try {
		localStorage.setItem(KEY, theme);
	} catch {
		// Without storage the theme follows the phone at the next start.
	}
}
