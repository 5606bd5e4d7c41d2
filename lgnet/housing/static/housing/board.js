// The board of places: cells open a panel, holds count down, the hour of the last look stays true.

import { open } from "./panel.js";
import "./roving.js";

const dialog = document.getElementById("hs-dialog");
const HOLD_IS_SHORT = 30;

document.addEventListener("click", (event) => {
  const cell = event.target.closest?.("#board a[data-cell]");
  if (!cell || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(cell.href, cell);
});
// A link opens by Enter; a cell also by Space.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.("#board a[data-cell]")) return;
  event.preventDefault();
  event.target.click();
});

// Nothing has changed: the server says only when it looked.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const asOf = detail.xhr?.status === 204 && detail.xhr.getResponseHeader("X-Board-As-Of");
  const shown = document.querySelector("#board [data-as-of]");
  if (asOf && shown) shown.textContent = asOf;
});

// Minutes left of a hold, counted from its arrival on the page, so that a wrong clock of the device
// changes nothing. When it runs out the board is asked at once, once.
function countDown() {
  for (const time of document.querySelectorAll("#board [data-until]")) {
    time.began ??= performance.now();
    const left = Math.ceil((time.dataset.until - (performance.now() - time.began) / 1000) / 60);
    time.title = left > 0 && dialog ? `${left} ${dialog.dataset.left}` : "";
    time.classList.toggle("hs-soon", left <= HOLD_IS_SHORT);
    if (left > 0 || time.isOver) continue;
    time.isOver = true;
    window.htmx.trigger("#board", "lapse");
  }
}
setInterval(countDown, 5_000);
document.addEventListener("htmx:afterSettle", countDown);
countDown();
