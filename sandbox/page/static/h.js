/** Making nodes. Nothing else on the page turns values into HTML, so text from outside is always only text. */

const SVG = "http://www.w3.org/2000/svg";

/** A node. props: attributes; `onclick` and the like are listeners; null, undefined and false are left out. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}

const REACHED = "button:not(:disabled), a[href], input, select, textarea, [tabindex='0']";

/**
 * What stood in `place` gives way to `children`. Who had the keyboard there keeps it: on the same thing (`data-key`),
 * or on the first one, if that is gone.
 */
export function fill(place, ...children) {
  const held = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  place.replaceChildren(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  if (held === undefined) return;
  const same = place.querySelector(`[data-key="${CSS.escape(held)}"]`);
  same?.focus({ preventScroll: true });
  if (!place.contains(document.activeElement)) place.querySelector(REACHED)?.focus({ preventScroll: true });
}

const shown = new WeakMap();

/** Fill `place` by `build()`, unless it already shows just these `values`. */
export function show(place, values, build) {
  const now = JSON.stringify(values);
  if (shown.get(place) === now) return;
  shown.set(place, now);
  fill(place, build());
}

const PATHS = {
  hash: "M10.6 3 9.8 8H5.2l-.3 2h4.6l-.7 4H4.2l-.3 2h4.6l-.8 5h2l.8-5h4l-.8 5h2l.8-5h4.6l.3-2h-4.6l.7-4h4.6l.3-2h-4.6l.8-5h-2l-.8 5h-4l.8-5h-2Zm.9 7h4l-.7 4h-4l.7-4Z",
  lock: "M17 10V7A5 5 0 0 0 7 7v3H5v11h14V10h-2Zm-8 0V7a3 3 0 0 1 6 0v3H9Z",
  voice: "M12 3 6 8H2v8h4l6 5V3Zm3.5 4v2a4 4 0 0 1 0 6v2a6 6 0 0 0 0-10Z",
  megaphone: "M20 4 9 8H4a2 2 0 0 0-2 2v4c0 1.1.9 2 2 2h1l2 5h3l-1.600-4.800L20 20V4Z",
  thread: "M4 4h16v11H9l-5 5V4Zm4 4v2h8V8H8Zm0 3.500v2h5v-2H8Z",
  chat: "M4 3h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-8l-6 5v-5H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Z",
  calendar: "M7 2v2H4a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h16a1 1 0 0 0 1-1V5a1 1 0 0 0-1-1h-3V2h-2v2H9V2H7Zm-2 8h14v9H5v-9Z",
  people:
    "M8.500 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0 2C4 13 1 15.500 1 18.500V21h15v-2.500c0-3-3-5.500-7.500-5.500Zm7.500-2a3.500 3.500 0 1 0-1.500-6.600 6 6 0 0 1 0 6.200c.5.300 1 .4 1.500.4Zm1 2.100c1.200 1.300 2 3.200 2 5.400V21h4v-2.500c0-2.700-2.500-5-6-5.400Z",
  menu: "M3 5h18v2H3V5Zm0 6h18v2H3v-2Zm0 6h18v2H3v-2Z",
  close:
    "m6.400 5 5.600 5.600L17.600 5 19 6.400 13.400 12l5.600 5.600-1.400 1.400-5.600-5.600L6.400 19 5 17.600l5.600-5.600L5 6.400 6.400 5Z",
  clock: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1 5v4.600l3.700 3.700-1.400 1.400L11 12.400V7h2Z",
  eye: "M12 5C6.500 5 2.700 9.300 1.500 12c1.200 2.700 5 7 10.500 7s9.300-4.300 10.500-7C21.300 9.300 17.500 5 12 5Zm0 11a4 4 0 1 1 0-8 4 4 0 0 1 0 8Zm0-2a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  out: "M14 3h7v7h-2V6.400l-8.300 8.300-1.400-1.400L17.600 5H14V3ZM5 5h5v2H5v12h12v-5h2v7H3V5h2Z",
  plus: "M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7V4Z",
  down: "m5.400 8.500 6.600 6.600 6.600-6.600L20 9.900l-8 8-8-8 1.400-1.400Z",
  sun: "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM11 1h2v4h-2V1Zm0 18h2v4h-2v-4ZM1 11h4v2H1v-2Zm18 0h4v2h-4v-2ZM4.200 5.600l1.400-1.400L8.400 7 7 8.400 4.200 5.600ZM15.600 17l1.400-1.400 2.800 2.800-1.400 1.400-2.800-2.800ZM4.200 18.400 7 15.600 8.400 17l-2.800 2.800-1.400-1.400ZM15.600 7l2.800-2.800 1.400 1.400L17 8.400 15.600 7Z",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500Z",
  book: "M4 3h7a2 2 0 0 1 1 .300A2 2 0 0 1 13 3h7v16h-7l-1 2-1-2H4V3Zm2 2v12h5V5H6Zm7 0v12h5V5h-5Z",
  gear: "M9 2h6l.5 3 1.700 1 2.900-1 3 5.100L20.800 12l2.300 1.900-3 5.100-2.900-1-1.700 1-.5 3H9l-.5-3-1.700-1-2.900 1-3-5.100L3.200 12 .9 10.100 3.900 5l2.900 1 1.700-1L9 2Zm3 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7Z",
  check: "m9.500 18.500-6-6 1.500-1.400 4.500 4.500L19 6.100l1.500 1.400-11 11Z",
  warning: "M12 2 1 21h22L12 2Zm-1 7h2v6h-2V9Zm0 8h2v2h-2v-2Z",
  file: "M5 2h9l5 5v15H5V2Zm8 2v4h4l-4-4Z",
  play: "M6 3v18l15-9L6 3Z",
  slash: "M15 3h2.500l-8 18H7l8-18Z",
  flag: "M5 2h2v2h12l-3 4.500L19 13H7v9H5V2Z",
  again: "M12 4a8 8 0 0 1 6.300 3.100L21 4.500V11h-6.500l2.400-2.400A6 6 0 1 0 17.700 14h2.100A8 8 0 1 1 12 4Z",
  home: "M12 2 2 11h3v10h5v-6h4v6h5V11h3L12 2Z",
};

/** A drawing that says nothing to a screen reader: what it means must stand beside it or in a label. */
export function icon(name, size = 20) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24",
    width: size,
    height: size,
    class: `icon icon-${name}`,
  }))
    svg.setAttribute(key, value);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  path.setAttribute("fill", "currentColor");
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}

const COLOURS = ["#5865f2", "#2d7d46", "#b03a8c", "#c0443b", "#8a6d1b", "#1f7a8c", "#7a4fbf", "#a5582a"];

/** The round picture of somebody; the bot has a key. */
export function avatar(person, size = 40) {
  const sum = [...person.id].reduce((total, digit) => (total * 31 + Number(digit)) % 9973, 7);
  const style = `width:${size}px;height:${size}px;font-size:${Math.round(size * 0.44)}px;background:${person.bot ? "#1f6feb" : COLOURS[sum % COLOURS.length]}`;
  const letter = person.bot ? icon("lock", Math.round(size * 0.56)) : [...person.display][0].toUpperCase();
  return h("span", { class: "avatar", style, "aria-hidden": "true" }, letter);
}

/** Only web addresses are followed; anything else (`javascript:`) is null. */
export function address(url) {
  return /^https?:\/\//i.test(url ?? "") ? url : null;
}

let count = 0;

/** A name no other node of the page has. */
export function fresh(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}
