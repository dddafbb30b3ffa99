import { ifMatch } from './api.ts';
import { Failure } from './failure.ts';

/**
 * Changes something that another device may have changed meanwhile: on 412 the version is read
 * again and the same change is made once more. Only for changes that name single fields, where the
 * last word about a field is the right one.
 */
export async function fresh<T>(
	version: number,
	change: (header: { 'If-Match': string }) => Promise<T>,
	versionNow: () => Promise<number>
): Promise<T> {
	try {
		return await change(ifMatch(version));
	} catch (reason) {
		if (!(reason instanceof Failure && reason.status === 412)) throw reason;
		return change(ifMatch(await versionNow()));
	}
}
