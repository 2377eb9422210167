/** What the page knows, and who wants to be told when it changes. */

/** The one picture of everything that is on the screen. Parts are read anew, never edited by hand. */
export const state = {
  world: null, // GET world
  time: null,
  faults: null,
  story: null,
  news: 0, // how often the stream has told of time, story or faults
  told: [], // the sentences of the story that plays
  me: null, // who one is: a person's id
  place: null, // the channel's id, or "direct"
  side: null, // GET people/{me}: channels, members, events
  chat: null, // GET people/{me}/messages
  inside: null,
  member: null, // whose ledger is looked at; null: that of who one is
  panel: null, // what stands at the right: members, inside, stories, or null
  connected: true,
  changing: false, // a world is being opened or closed
};

const listeners = new Map();

/** Call `heard` whenever one of the named parts was changed. */
export function on(names, heard) {
  for (const name of names.split(" ")) listeners.set(name, [...(listeners.get(name) ?? []), heard]);
}

/** Say that a part has changed. */
export function tell(name, value) {
  for (const heard of listeners.get(name) ?? []) heard(value);
}

/** What this browser remembers between visits: language, theme, who one was, what was put away. */
export const kept = {
  get(name, otherwise = null) {
    try {
      return JSON.parse(localStorage.getItem(`sandbox.${name}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`sandbox.${name}`, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing still shows everything.
    }
  },
};

/** Who one is; undefined before the first read. */
export function me() {
  return person(state.me);
}

/** Somebody by id: people and the bot. */
export function person(id) {
  const { people = [], bot } = state.world ?? {};
  return people.find((one) => one.id === id) ?? (bot?.id === id ? { ...bot, bot: true } : undefined);
}

/** The language of somebody's own Discord, which is the language the bot answers them in. */
export function theirLocale() {
  return me()?.locale ?? "en-US";
}

/** A channel the chosen person sees; undefined where they do not. */
export function seen(id) {
  return state.side?.channels.find((one) => one.id === id);
}

/** The id of the place that is open, as Discord has it; null for a conversation that has not begun. */
export function channelId() {
  return state.place === "direct" ? (state.side?.direct?.id ?? null) : state.place;
}

/** Whether hands are off: a story is playing, or the world is just changing. */
export function handsOff() {
  return state.changing || (state.story !== null && ["waiting", "running"].includes(state.story.state));
}
