// Every address of the app, as somebody with a story and somebody without one can open it.
import { read } from "./chromium.mjs";

const SETTINGS = [
  "",
  "/profile",
  "/pitch",
  "/reminders",
  "/reminders/history",
  "/calendar",
  "/account",
  "/data",
  "/tokens",
  "/webhooks",
  "/apps",
  "/own-apps",
  "/assistants",
  "/waiting",
  "/programmes",
  "/volunteering",
].map((one) => `/settings${one}`);

/** For everybody who is signed in. */
export const PLACES = [
  "/",
  "/people",
  "/people?lane=more",
  "/people?view=list",
  "/people/new",
  "/people/find",
  "/people/find?question=1",
  "/people/employers",
  "/people/import",
  "/people/sort",
  "/talks",
  "/talks/past",
  "/growth",
  "/growth/measures",
  "/growth/weeks",
  "/growth/promises",
  '/growth/advice',
  '/growth/heard',
  "/growth/skills",
  "/growth/skills/lists",
  "/growth/goals",
  "/growth/questions",
  "/growth/plan",
  "/growth/outcomes",
  "/growth/who-led",
  "/growth/balance",
  "/growth/self",
  "/growth/year",
  "/people/touch",
  "/notices",
  "/share",
  "/start",
  "/start?step=who",
  "/start?step=prompts",
  "/start?step=why",
  "/start?step=half_hour",
  "/organization",
  "/join",
  ...SETTINGS,
  "/nowhere",
];

/** The screens of an organization, and of what one shares with it: `joining.mjs` looks at them; here
 *  of one that nobody knows. */
const NONE = "00000000-0000-7000-8000-000000000000";
const UNKNOWN = `/organization/${NONE}`;
const COHORT = `${UNKNOWN}/cohorts/${NONE}`;
const SHARED = `/settings/sharing/${NONE}`;
const PARTICIPANT = `${UNKNOWN}/participants/${NONE}`;
export const OF_PROGRAMMES = [
  SHARED,
  `${SHARED}/seen`,
  `/settings/shared/${NONE}`,
  `${UNKNOWN}/queue`,
  `${UNKNOWN}/write`,
  `/programme/${NONE}`,
  PARTICIPANT,
  `${PARTICIPANT}/items/${NONE}`,
  UNKNOWN,
  `${UNKNOWN}/staff`,
  `${UNKNOWN}/hosts`,
  `/settings/hosts/${NONE}`,
  `${UNKNOWN}/log`,
  COHORT,
  `${COHORT}/code`,
  `${COHORT}/roster`,
  `${COHORT}/sessions`,
  `${UNKNOWN}/sessions/${NONE}`,
];

/** Before anybody is signed in. */
export const DOORS = [
  "/sign-in",
  "/sign-in/link",
  "/unsubscribe",
  "/tap",
  "/authorize",
  "/join",
  "/volunteer",
  "/email/confirm",
  "/email/undo",
];

/** The pages of one person, one ask and one talk of each sort in the example. */
export async function ofTheStory(page) {
  const { lanes } = await read(page, "/lanes");
  const cards = lanes.flatMap((lane) =>
    lane.items.slice(0, 1).map((card) => ({ lane, card })),
  );
  const people = cards.map(({ card }) => `/people/${card.contact.id}`);
  const writing = cards
    .filter(({ lane }) =>
      ["want_to_ask", "asked", "not_this_time"].includes(lane.lane),
    )
    .map(({ card }) => `/write/${card.id}`);
  const yes = cards.find(({ lane }) => lane.lane === "said_yes").card;
  const past = (await read(page, "/conversations?when=past")).items[0].id;
  const landed = (await read(page, "/landings")).items.map(
    ({ id }) => `/growth/landed/${id}`,
  );
  const waiting = (await read(page, "/waiting")).items;
  const telling = waiting.map(
    ({ kind, id, contact }) =>
      `/people/${contact.id}/tell?${kind === "advice" ? "advice" : "circle"}=${id}`,
  );
  const coming = (await read(page, "/conversations?when=upcoming")).items[0].id;
  const goal = (await read(page, "/goals")).items[0].id;
  const claim = (await read(page, "/insights")).items[0].id;
  return [
    `/growth/goals/${goal}`,
    `/growth/heard/${claim}`,
    ...people,
    ...writing,
    ...telling,
    ...landed,
    `/times/${yes.id}`,
    `/talks/new?thread=${yes.id}`,
    `/talks/new?thread=${yes.id}&held=1`,
    `/talks/${past}`,
    `/talks/${coming}`,
    `/talks/${coming}/after`,
    `/talks/${coming}/live`,
    ...["", "?step=read", "?step=aim", "?step=questions", "?step=primer"].map(
      (step) => `/talks/${coming}/prepare${step}`,
    ),
    ...["1", "2", "3", "thanks", "look"].map(
      (step) => `/talks/${past}/after?step=${step}`,
    ),
  ];
}
