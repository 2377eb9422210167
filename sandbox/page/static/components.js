/** What hangs on a message: buttons, menus, and the layout components (containers, sections, pictures). */

import { address, h, icon } from "./h.js";
import { markup, spoiler } from "./markup.js";
import { emoji, select } from "./select.js";
import { t } from "./words.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

/** The nodes of a message's components. act(custom_id, values): a button was pressed, or a menu answered. */
export function components(list, act) {
  return list.map(
    (one) => DRAW[one.type]?.(one, act) ?? h("p", { class: "subtext" }, t("component.unknown", { type: one.type })),
  );
}

const DRAW = {
  1: (row, act) => h("div", { class: "row" }, components(row.components, act)),
  2: button,
  3: menu,
  5: menu,
  6: menu,
  7: menu,
  8: menu,
  9: (section, act) =>
    h(
      "div",
      { class: "section" },
      h("div", { class: "section-words" }, components(section.components, act)),
      h("div", { class: "accessory" }, components([section.accessory], act)),
    ),
  10: (text) => h("div", { class: "text" }, markup(text.content)),
  11: (thumbnail) => covered(thumbnail, picture(thumbnail.media.url, thumbnail.description, "thumbnail")),
  12: (gallery) =>
    h(
      "div",
      { class: `gallery gallery-${Math.min(gallery.items.length, 4)}` },
      gallery.items.map((one) => covered(one, media(one))),
    ),
  13: (part) => covered(part, file(part.name, part.size, part.file.url)),
  14: (line) => h("hr", { class: `separator spacing-${line.spacing ?? 1}${line.divider === false ? " bare" : ""}` }),
  17: container,
};

function container(box, act) {
  const colour =
    box.accent_color === null || box.accent_color === undefined
      ? null
      : `--accent:#${box.accent_color.toString(16).padStart(6, "0")}`;
  return covered(
    box,
    h("div", { class: `container${colour ? " accented" : ""}`, style: colour }, components(box.components, act)),
    "div",
  );
}

function covered(part, node, tag = "div") {
  return part.spoiler ? spoiler(node, tag) : node;
}

function button(one, act) {
  const words = [emoji(one.emoji), one.label ? h("span", null, one.label) : null];
  const style = `button ${STYLES[one.style] ?? "secondary"}`;
  if (one.style === 5 && address(one.url) && !one.disabled)
    return h(
      "a",
      { class: style, href: one.url, target: "_blank", rel: "noreferrer", "data-key": one.url },
      words,
      icon("out", 16),
      h("span", { class: "sr" }, t("link.new_tab")),
    );
  const press = async (event) => {
    const pressed = event.currentTarget;
    pressed.classList.add("busy");
    await act(one.custom_id);
    pressed.classList.remove("busy");
  };
  return h(
    "button",
    {
      class: style,
      type: "button",
      disabled: one.disabled,
      onclick: press,
      "data-key": one.custom_id,
      "aria-label": one.label ? null : (one.emoji?.name ?? t("button.nameless")),
    },
    words,
  );
}

function menu(one, act) {
  return select(one, { change: (values) => act(one.custom_id, values) }).node;
}

/** A picture that opens beside the page. */
export function picture(url, description, kind = "picture") {
  if (!address(url)) return null;
  return h(
    "a",
    { class: kind, href: url, target: "_blank", rel: "noreferrer" },
    h("img", { src: url, alt: description ?? t("picture.nameless"), loading: "lazy" }),
  );
}

function media(one) {
  if (/\.(mp4|webm|mov)(\?|$)/i.test(one.media.url))
    return h("video", { src: address(one.media.url), controls: true, "aria-label": one.description });
  return picture(one.media.url, one.description);
}

/** A file to download. size: bytes, where known. */
export function file(name, size, url) {
  return h(
    "div",
    { class: "file" },
    icon("file", 32),
    h(
      "span",
      null,
      h("a", { href: address(url), target: "_blank", rel: "noreferrer" }, name ?? url?.split("/").at(-1)),
      size === undefined || size === null
        ? null
        : h("span", { class: "file-size" }, t("file.size", { kilobytes: Math.max(1, Math.round(size / 1024)) })),
    ),
  );
}

/** What was attached to a message: pictures are seen, other files are listed. */
export function attachments(list) {
  return list.map((one) =>
    /\.(png|jpe?g|gif|webp|svg)$/i.test(one.filename)
      ? picture(one.url, one.description ?? one.filename)
      : file(one.filename, one.size, one.url),
  );
}

/** An embed: the older kind of card. */
export function embed(one) {
  const colour = one.color ? `--accent:#${one.color.toString(16).padStart(6, "0")}` : null;
  const title =
    one.title &&
    h(
      "div",
      { class: "embed-title" },
      address(one.url)
        ? h("a", { href: one.url, target: "_blank", rel: "noreferrer" }, markup(one.title))
        : markup(one.title),
    );
  return h(
    "article",
    { class: "embed accented", style: colour },
    h(
      "div",
      { class: "embed-words" },
      one.author ? h("div", { class: "embed-author" }, one.author.name) : null,
      title,
      one.description ? h("div", { class: "text" }, markup(one.description)) : null,
      one.fields?.length
        ? h(
            "div",
            { class: "fields" },
            one.fields.map((field) =>
              h(
                "div",
                { class: field.inline ? "field inline" : "field" },
                h("div", { class: "field-name" }, markup(field.name)),
                h("div", { class: "text" }, markup(field.value)),
              ),
            ),
          )
        : null,
      one.image ? picture(one.image.url, one.title) : null,
      one.footer ? h("div", { class: "embed-footer" }, one.footer.text) : null,
    ),
    one.thumbnail ? picture(one.thumbnail.url, one.title, "thumbnail") : null,
  );
}
