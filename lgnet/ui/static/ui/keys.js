// Keys of the desk, and the scanner. Letters do nothing while somebody types.

const dialog = document.getElementById("lg-keys");
const search = document.querySelector("[data-search]");

const isTyping = (element) =>
  element?.isContentEditable ||
  (element?.matches?.("input, select, textarea") &&
    !["checkbox", "radio", "button", "submit"].includes(element.type));

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

// A scanner is a fast typist: six signs or more, less than 35 ms apart, ended by Enter. Single
// letters wait that long before they act, so that a scanned code triggers nothing on its way.
const SCAN_GAP = 35;
const SCAN_LENGTH = 6;
let burst = "";
let last = 0;
let waiting = 0;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || dialog?.open) {
    burst = "";
    return;
  }
  const now = performance.now();
  const isFast = now - last < SCAN_GAP;
  last = now;
  if (event.key === "Enter") {
    if (burst.length >= SCAN_LENGTH && isFast && search) {
      event.preventDefault();
      search.value = burst;
      search.form.requestSubmit();
    }
    burst = "";
    return;
  }
  if (event.key.length !== 1) return;
  burst = isFast ? burst + event.key : event.key;
  clearTimeout(waiting);
  const act = keys[event.key.toLowerCase()];
  if (!act || event.repeat && !"jk".includes(event.key)) return;
  // The browser's own quick search answers "/" too; here it is ours.
  if (event.key === "/") event.preventDefault();
  waiting = setTimeout(() => {
    if (burst.length === 1) act();
  }, SCAN_GAP + 5);
});

for (const button of document.querySelectorAll("[data-open-keys]")) {
  button.addEventListener("click", () => {
    button.closest("[popover]")?.hidePopover?.();
    dialog?.showModal();
  });
}
