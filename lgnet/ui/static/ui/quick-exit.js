// Leaving a page at once. The page is emptied before the next one loads, and its place in the
// history is taken over, so that Back does not lead to it. The key is Shift, three times: Escape
// closes menus and dialogs, and keeps doing so. Without this script the link still leads away.

const PRESSES = 3;
const WITHIN = 2000;
const link = document.querySelector("[data-quick-exit]");

function leave() {
  const target = link.href;
  document.documentElement.replaceChildren();
  location.replace(target);
}

let presses = 0;
let last = 0;

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-quick-exit]")) return;
  event.preventDefault();
  leave();
});

// In the capturing phase, so that nothing on the page can swallow the key.
document.addEventListener("keydown", (event) => {
  if (event.repeat) return;
  const isInTime = event.timeStamp - last < WITHIN;
  last = event.timeStamp;
  presses = event.key === "Shift" ? (isInTime ? presses + 1 : 1) : 0;
  if (presses === PRESSES) leave();
}, { capture: true });
