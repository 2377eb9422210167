/** What floats above the page: menus below their button, and drawers on a narrow screen. */

import { h } from "./h.js";

let open = null;

/** Show `node` beside `anchor`, above everything; it goes with Escape, a click elsewhere, or `close()`. */
export function float(anchor, node, { onclose, wide = false, alone = true } = {}) {
  if (alone) open?.close();
  const layer = h("div", { class: "float", popover: "manual" }, node);
  (anchor.closest("dialog") ?? document.body).append(layer);
  layer.showPopover();
  const put = () => place(anchor, layer, wide);
  put();
  const here = { close, put, layer };

  function close(back = false) {
    if (!layer.isConnected) return;
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", close);
    layer.remove();
    if (open === here) open = null;
    if (back) (anchor.isConnected ? anchor : twin(anchor))?.focus();
    onclose?.();
  }
  function outside(event) {
    if (!layer.contains(event.target) && !anchor.contains(event.target)) close();
  }
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", close);
  layer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close(true);
  });
  if (alone) open = here;
  return here;
}

/** What stands now where a button was that has been drawn anew. */
function twin(button) {
  return document.querySelector(`[data-key="${CSS.escape(button.dataset.key)}"]`);
}

function place(anchor, layer, wide) {
  const box = anchor.getBoundingClientRect();
  if (wide) layer.style.width = `${box.width}px`;
  const { width, height } = layer.getBoundingClientRect();
  const below = window.innerHeight - box.bottom;
  const up = below < height + 12 && box.top > below;
  layer.style.maxHeight = `${Math.max(120, (up ? box.top : below) - 12)}px`;
  layer.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
  if (up) layer.style.bottom = `${window.innerHeight - box.top + 4}px`;
  else layer.style.top = `${box.bottom + 4}px`;
}

/** A button that opens `build()` below itself. */
export function opener(button, build, options) {
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-expanded") === "true") return shut?.close();
    button.setAttribute("aria-expanded", "true");
    const content = build(() => shut.close(true));
    const shut = float(button, content, { ...options, onclose: () => button.setAttribute("aria-expanded", "false") });
    button.shut = shut;
    content.querySelector("button, input, select, a[href], [tabindex='0']")?.focus();
    return undefined;
  });
  const shut = { close: () => button.shut?.close() };
  return button;
}

/** A dialog one must answer or put away. Answers its node; `onclose` is called once, however it was closed. */
export function dialog({ title, content, footer, onclose, className = "" }) {
  const id = `title-of-${Math.random().toString(36).slice(2, 8)}`;
  const node = h(
    "dialog",
    { class: `dialog ${className}`, "aria-labelledby": id },
    h("h2", { id }, title),
    content,
    footer,
  );
  node.addEventListener("close", () => {
    node.remove();
    // Chromium gives the focus back without the caret: what is typed then goes nowhere.
    const back = document.activeElement;
    back.blur();
    back.focus();
    onclose?.(node.returnValue);
  });
  document.body.append(node);
  node.showModal();
  return node;
}

/** On a narrow screen the sides are drawers: one of them open, or none. */
export function drawer(side) {
  const body = document.body;
  const was = body.dataset.drawer;
  const now = was === side ? "" : (side ?? "");
  body.dataset.drawer = now;
  if (now) document.getElementById(now).querySelector("button, a[href], [tabindex='0']")?.focus();
}
