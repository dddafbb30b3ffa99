import { answer, api } from '#lib/http/api.ts';
import { newId } from '#lib/ids.ts';
import { threadsChanged } from '#lib/threads/threads.ts';

/** Records a talk that has been held; answers its id. */
export async function rememberTalk(told: {
	contact: string;
	/** The ask it belongs to; left out, a new one begins with it. */
	thread?: string;
	ended: Date;
	heard: string;
}): Promise<string> {
	const id = newId();
	const heard = told.heard.trim();
	await answer(
		api.POST('/v1/conversations/past', {
			body: {
				id,
				contact_id: told.contact,
				thread_id: told.thread ?? newId(),
				ended_at: told.ended.toISOString(),
				heard,
				...(heard && { line_id: newId() })
			}
		})
	);
	threadsChanged();
	return id;
}
