/** A slash command while it is filled in: its name, a chip for every option, suggestions above. */

import { avatar, h, icon } from "./h.js";
import { makeChip } from "./chip.js";
import { about, local, localPath, valueOf } from "./commands.js";
import { sendCommand } from "./interactions.js";
import { listbox } from "./listbox.js";
import { state } from "./store.js";
import { sorry, t } from "./words.js";

/** The nodes of a command's entry. given: values by option's name. back(text): leave, with these words in the box. */
export function entry(command, given, back) {
  const chips = [];
  const name = h("span", { class: "entry-name" }, `/${localPath(command.path)}`);
  const line = h("div", { class: "entry", role: "group", "aria-label": `/${localPath(command.path)}` }, name);
  const title = h("div", { class: "above-title" });
  const error = h("p", { class: "composer-error", role: "alert" });
  const listPlace = h("div");
  const above = h("div", { class: "above" }, title, listPlace);
  const more = moreButton();
  const send = h(
    "button",
    {
      class: "bare entry-send",
      type: "button",
      "aria-label": t("entry.send"),
      title: t("entry.send"),
      onclick: () => submit(),
    },
    icon("play", 20),
  );
  const cancel = h(
    "button",
    {
      class: "bare",
      type: "button",
      "aria-label": t("entry.cancel"),
      title: t("entry.cancel"),
      onclick: () => back(""),
    },
    icon("close", 20),
  );

  function options() {
    return Object.fromEntries(
      chips
        .filter((one) => one.text() || one.chosen() !== undefined)
        .map((one) => [one.option.name, valueOf(one.option, one.text(), one.chosen())]),
    );
  }

  const left = () => command.options.filter((one) => !chips.some((chip) => chip.option === one));

  function add(option, value) {
    const chip = makeChip({
      command,
      option,
      value,
      options,
      show: (node, words) => {
        title.replaceChildren(...words);
        listPlace.replaceChildren(...(node ? [node] : []));
        above.hidden = false;
      },
      hide: () => {
        listPlace.replaceChildren();
      },
      next,
      submit,
      leave,
      drop,
      turn,
    });
    chips.push(chip);
    line.insertBefore(chip.node, more.node);
    more.draw();
    return chip;
  }

  function next(chip) {
    const following = chips[chips.indexOf(chip) + 1];
    if (following) following.focus();
    else if (left().length) more.node.focus();
    else send.focus();
  }

  function leave() {
    back("");
  }

  /** Backspace in an empty option: it goes; without options the command becomes words again. */
  function drop(chip) {
    const at = chips.indexOf(chip);
    if (chip.option.required && at > 0) return chips[at - 1].focus();
    if (chip.option.required) return back(`/${localPath(command.path)}`);
    chips.splice(at, 1);
    chip.node.remove();
    more.draw();
    return (chips[at - 1] ?? more.node).focus();
  }

  /** "fee:" was typed: go on in that option, with what was typed after it. Answers whether there is one. */
  function turn(from, typed, rest) {
    const option = command.options.find((one) => one.name === typed || local(one) === typed);
    if (!option) return false;
    const chip = chips.find((one) => one.option === option) ?? add(option);
    if (chip !== from) from.write("");
    chip.focus();
    chip.write(rest);
    return true;
  }

  async function submit() {
    const faults = chips.map((one) => [one, one.check()]).filter(([, words]) => words);
    if (faults.length) {
      error.textContent = `${local(faults[0][0].option)}: ${faults[0][1]}`;
      faults[0][0].focus();
      return;
    }
    try {
      const sent = sendCommand(command.path, options());
      back("");
      await sent;
    } catch (failed) {
      tellFailed(failed);
    }
  }

  /** The client refused: the entry is gone already, so it is said where the box stands now. */
  function tellFailed(failed) {
    const place = document.querySelector("#composer .composer-error");
    if (place)
      place.textContent =
        failed.code === "bad_request" || failed.code === "not_allowed"
          ? `${sorry(failed)} (${failed.message})`
          : sorry(failed);
  }

  function moreButton() {
    const node = h("button", { class: "entry-more", type: "button", "aria-haspopup": "listbox" });
    const list = listbox(node, (item) => add(item.value).focus(), { label: t("entry.options") });
    const draw = () => {
      node.hidden = left().length === 0;
      node.textContent = t("entry.more", { count: left().length });
    };
    const open = () => {
      title.replaceChildren(h("strong", null, t("entry.options")));
      list.show(
        left().map((one) => ({ value: one, label: local(one), detail: about(one) })),
        null,
      );
      listPlace.replaceChildren(list.node);
      above.hidden = false;
    };
    node.addEventListener("focus", open);
    node.addEventListener("click", open);
    node.addEventListener("keydown", (event) => {
      if (list.key(event)) return;
      if (list.active && ["Enter", "Tab", " "].includes(event.key)) add(list.active.value).focus();
      else if (event.key === "Enter") submit();
      else if (event.key === "Escape") leave();
      else if (event.key === "Backspace" && chips.length) chips.at(-1).focus();
      else return;
      event.preventDefault();
    });
    return { node, draw };
  }

  line.append(more.node);
  for (const option of command.options) if (option.required || option.name in given) add(option, given[option.name]);
  more.draw();
  title.replaceChildren(h("strong", null, `/${localPath(command.path)}`), h("span", null, about(command.node)));
  send.addEventListener("keydown", (event) => event.key === "Escape" && leave());
  const first = () => chips.find((one) => one.chosen() === undefined && !one.text()) ?? chips.at(-1);
  return {
    nodes: [
      above,
      error,
      h(
        "div",
        { class: "boxed" },
        h("span", { class: "entry-bot" }, avatar({ ...state.world.bot, bot: true }, 24)),
        line,
        cancel,
        send,
      ),
    ],
    focus: () => (first() ?? send).focus(),
  };
}
