// Keys of the desk. Letters do nothing while somebody types.

import { SCAN_GAP, isTyping } from "./scanner.js";

const dialog = document.getElementById("lg-keys");
const search = document.querySelector("[data-search]");

const rowLinks = () => [...document.querySelectorAll("[data-keys] .lg-row-link")];

function move(step) {
  const links = rowLinks();
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
  const link = links[Math.max(0, Math.min(links.length - 1, next))];
  link.focus({ preventScroll: true });
  link.closest("tr").scrollIntoView({ block: "nearest" });
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
  const act = keys[event.key.toLowerCase()];
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
