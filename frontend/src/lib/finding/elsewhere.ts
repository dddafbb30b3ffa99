/** Searches that open on other sites with the words filled in; nothing is fetched from there. */

const PEOPLE = 'https://www.linkedin.com/search/results/people/';
const EVENTS = 'https://www.meetup.com/find/';
const WEB = 'https://duckduckgo.com/';

function address(base: string, words: Record<string, string>): string {
	return `${base}?${new URLSearchParams(words)}`;
}

/** Words that search engines take together. */
function together(words: string): string {
	const bare = words.trim().replaceAll('"', '');
	return /\s/.test(bare) ? `"${bare}"` : bare;
}

function joined(...parts: string[]): string {
	return parts
		.map((part) => part.trim())
		.filter(Boolean)
		.join(' ');
}

/** People of a school or a course whose profile speaks of the topic. */
export const formerStudents = (school: string, topic: string) =>
	address(PEOPLE, { keywords: joined(together(school), topic) });

/** Where an association lists its members. */
export const membersOf = (association: string, topic: string) =>
	address(WEB, { q: joined(together(association), 'members', topic) });

/** Meetings that one could go to. */
export const eventsOn = (topic: string) =>
	address(EVENTS, { source: 'EVENTS', keywords: topic.trim() });

/** People of a place of work whose profile speaks of the topic. */
export const peopleAt = (employer: string, topic: string) =>
	address(PEOPLE, { keywords: joined(together(employer), topic) });
