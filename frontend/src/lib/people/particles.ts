/** Words in lower case that belong to a family name. */
export const PARTICLES: ReadonlySet<string> = new Set(
	'da das de del della den der di do dos du el la le ten ter van von zu'.split(' ')
);
