// Keys of the desk. Letters do nothing while somebody types.

import { SCAN_GAP, isTyping } from "./scanner.js";

const dialog = document.getElementById("lg-keys");
const search = document.querySelector("[data-search]");

// Stops of J and K: the rows of a table, the cells of a board, what else a page names as one (a
// guest, a card). While a panel is open, its own alone.
const STOPS = "[data-keys] :is(.lg-row-link, [data-cell]), [data-keys-stop]";
const panel = () => document.querySelector("dialog[open]");
const rowOf = (stop) => stop.closest("tr, [data-keys-row]") ?? stop;

function move(step) {
  const stops = [...(panel() ?? document).querySelectorAll(STOPS)].filter((one) => one.offsetParent);
  if (!stops.length) return;
  const at = stops.findIndex((one) => rowOf(one).contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : stops.length - 1) : at + step;
  const stop = stops[Math.max(0, Math.min(stops.length - 1, next))];
  stop.focus({ preventScroll: true });
  rowOf(stop).scrollIntoView({ block: "nearest" });
}

const keys = {
  "?": () => dialog?.showModal(),
  "/": () => {
    search?.focus();
    search?.select();
  },
  n: () => document.querySelector("[data-new]")?.click(),
  j: () => move(1),
  k: () => move(-1),
};

// Letters wait before they act, so that a scanned code triggers nothing on its way.
let last = 0;
let waiting = 0;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || dialog?.open || event.key.length !== 1) return;
  const isFast = event.timeStamp - last < SCAN_GAP;
  last = event.timeStamp;
  clearTimeout(waiting);
  const key = event.key.toLowerCase();
  const act = panel() && !"jk".includes(key) ? null : keys[key];
  if (!act || isFast || (event.repeat && !"jk".includes(event.key))) return;
  // The browser's own quick search answers "/" too; here it is ours.
  if (event.key === "/") event.preventDefault();
  waiting = setTimeout(act, SCAN_GAP + 5);
});

for (const button of document.querySelectorAll("[data-open-keys]")) {
  button.addEventListener("click", () => {
    button.closest("[popover]")?.hidePopover?.();
    dialog?.showModal();
  });
}
