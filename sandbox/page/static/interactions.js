/** What the chosen person does to the bot: commands, buttons, menus, forms; and what became of it. */

import { post } from "./api.js";
import { form } from "./modal.js";
import { chat, isHere, refresh } from "./load.js";
import { state, tell } from "./store.js";
import { sorry, t } from "./words.js";

/** By a message's id, why its last button or menu failed. */
export const failures = new Map();

/** Send a command; answers the interaction, or raises Failed where the client itself refuses. */
export async function sendCommand(path, options) {
  const interaction = await post(`people/${state.me}/commands`, { channel: state.place, command: path, options });
  await follow(interaction);
  return interaction;
}

/** Press a button or answer a menu of a message. What goes wrong is written below the message. */
export async function press(message, custom_id, values) {
  const body = { message: message.id, custom_id, values };
  failures.delete(message.id);
  try {
    const interaction = await post(`people/${state.me}/components`, body);
    if (interaction.state === "failed") failures.set(message.id, whyFailed(interaction));
    await follow(interaction);
  } catch (failed) {
    failures.set(message.id, sorry(failed));
  }
  tell("chat");
}

/** Open the form of an interaction again. */
export function reopen(interaction) {
  form(
    interaction,
    (values) => sendForm(interaction, values),
    () => post(`people/${state.me}/modals/close`, { interaction: interaction.id }).catch(() => {}),
  );
}

async function sendForm(interaction, values) {
  const answer = await post(`people/${state.me}/modals`, { interaction: interaction.id, values });
  if (answer.state === "failed") return whyFailed(answer);
  await follow(answer);
  return null;
}

async function follow(interaction) {
  if (interaction.state === "form") reopen(interaction);
  // The answer is read at once and alone; what else has changed is told by the stream.
  else await chat().catch(() => refresh("chat"));
}

/** "The application did not respond", as Discord says it. */
export function whyFailed(interaction) {
  return t(`interaction.${interaction.failed ?? "did_not_respond"}`);
}

/** An interaction has a new state: show it at once, before everything is read again. */
export function heard(interaction) {
  if (!state.chat || !isHere(interaction)) return;
  const others = state.chat.interactions.filter((one) => one.id !== interaction.id);
  const isOpen = ["sending", "failed", "form"].includes(interaction.state) && interaction.message === null;
  state.chat.interactions = isOpen ? [...others, interaction] : others;
  tell("chat");
}
