/** Reading anew what is on the screen: who one is, what they see, and what lies inside. */

import { get, post } from "./api.js";
import { forget } from "./commands.js";
import { channelId, kept, seen, state, tell } from "./store.js";

const PAGE = 50;
let wanted = new Set();
let running = null;

/** Read these parts again ("chat", "people", "commands", "inside"). Calls that come meanwhile are gathered. */
export function refresh(...parts) {
  parts.forEach((one) => wanted.add(one));
  running ??= reread().finally(() => {
    running = null;
  });
  return running;
}

async function reread() {
  while (wanted.size) {
    const parts = wanted;
    wanted = new Set();
    if (parts.has("commands") || parts.has("people")) forget();
    const reads = parts.has("chat") || parts.has("people") ? [world(), side(), chat()] : [];
    if (parts.has("inside")) reads.push(inside());
    const failed = (await Promise.allSettled(reads)).find((one) => one.status === "rejected");
    // What is not there any more, or not yet again, is read when the world says that it is ready.
    if (failed && !["changing", "unknown", "gone"].includes(failed.reason.code)) throw failed.reason;
  }
}

/** Read who is there, what time it is, which switches are on. */
export async function world() {
  const before = state.news;
  const read = await get("world");
  state.world = read;
  // What the stream has told meanwhile is newer than what was read.
  if (before === state.news || !state.time)
    Object.assign(state, { time: read.time, faults: read.faults, story: read.story });
  tell("world");
}

async function side() {
  const asked = state.me;
  const read = await get(`people/${asked}`);
  if (asked !== state.me) return;
  state.side = read;
  tell("side");
}

/** Read the open place. before: a message's id, to get what stands above it. */
export async function chat(before) {
  const asked = `${state.me} ${state.place}`;
  const query = {
    channel: state.place,
    limit: before ? PAGE : Math.max(PAGE, Math.min(200, state.chat?.messages.length ?? 0)),
  };
  const read = await get(`people/${state.me}/messages`, before ? { ...query, before } : query);
  if (asked !== `${state.me} ${state.place}`) return;
  if (before) read.messages.push(...state.chat.messages);
  state.chat = { ...read, of: asked };
  tell("chat");
}

/** Read what lies inside, with the ledger of the member the panel looks at. */
export async function inside() {
  state.inside = await get("inside", { member: state.member ?? state.me, limit: 50 });
  tell("inside");
}

/** Be somebody, where they were last. place: a channel's id or "direct". */
export async function become(id, place) {
  state.me = id;
  state.member = id;
  kept.set("me", id);
  const read = await get(`people/${id}`);
  if (state.me !== id) return;
  state.side = read;
  tell("me");
  tell("side");
  await go(place ?? whereTheyWere(id));
  if (state.panel === "inside") await refresh("inside");
}

function whereTheyWere(id) {
  const last = kept.get("places", {})[id];
  if (last === "direct" || seen(last)) return last;
  const lobby =
    seen(state.world.server.system_channel_id) ?? state.side.channels.find((one) => [0, 5].includes(one.type));
  return lobby?.id ?? "direct";
}

/** Open a channel the chosen person sees, or their conversation with the bot. */
export async function go(place) {
  state.place = place;
  state.chat = null;
  kept.set("places", { ...kept.get("places", {}), [state.me]: place });
  document.body.dataset.drawer = "";
  tell("place");
  await chat();
}

/** The person has seen everything up to this message. */
export async function read(message) {
  await post(`people/${state.me}/read`, { channel: state.place, message });
}

/** The place one is in has gone (a door was closed, a server left): go where one still may be. */
export async function stayWhereOneMay() {
  if (!state.side || state.place === "direct" || seen(state.place)) return;
  await go(whereTheyWere(state.me));
}

/** Whether an interaction belongs to what is on the screen. */
export function isHere(interaction) {
  return interaction.person === state.me && interaction.channel === channelId();
}
