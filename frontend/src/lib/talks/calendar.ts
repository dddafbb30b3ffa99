import { understood } from '#lib/http/api.ts';
import { Failure } from '#lib/http/failure.ts';

/**
 * Hands the invitation to a talk to the person as a calendar file: opened again after a move it
 * moves the entry, after a cancellation it takes it out.
 */
export async function openInvitation(talk: string): Promise<void> {
	let response: Response;
	try {
		response = await fetch(`/v1/conversations/${talk}/invitation.ics`);
	} catch {
		throw new Failure(0, 'offline');
	}
	if (!response.ok) throw understood(await response.json().catch(() => null), response);
	const address = URL.createObjectURL(await response.blob());
	const link = document.createElement('a');
	link.href = address;
	link.download = 'talk.ics';
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
