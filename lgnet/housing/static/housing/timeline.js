// The timeline: a guest moves to another place of the house, dragged or by the key M.

import { SCAN_GAP } from "../ui/scanner.js";
import { open, send } from "./panel.js";
import "./roving.js";

const timeline = document.getElementById("timeline");
const ENOUGH = 6;
let drag = null;
let waiting = 0;

// A letter waits before it acts, so that a scanned code triggers nothing on its way.
document.addEventListener("keydown", (event) => {
  clearTimeout(waiting);
  if (event.key === "Escape" && drag) end();
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "m") return;
  const bar = event.target.closest?.("[data-move]");
  if (bar) waiting = setTimeout(() => open(bar.dataset.move, bar), SCAN_GAP + 5);
});

const rowAt = (event) => {
  const row = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-place]");
  return row && row !== drag.row && drag.house.contains(row) ? row : null;
};

function mark(row) {
  for (const one of timeline.querySelectorAll(".tl-target")) one.classList.remove("tl-target");
  row?.classList.add("tl-target");
}

function end() {
  drag.bar.classList.remove("tl-dragged");
  drag.bar.style.translate = "";
  drag.house.classList.remove("tl-open");
  mark(null);
  drag = null;
}

// A finger scrolls; who has no mouse moves a guest from the stay or from the board.
timeline?.addEventListener("pointerdown", (event) => {
  const bar = event.target.closest("[data-move]");
  if (!bar || event.button || event.pointerType === "touch") return;
  const house = bar.closest(".tl-house");
  drag = { bar, house, row: bar.closest("[data-place]"), y: event.clientY, x: event.clientX };
});
document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const down = event.clientY - drag.y;
  if (!drag.isMoving && Math.hypot(event.clientX - drag.x, down) < ENOUGH) return;
  drag.isMoving = true;
  drag.bar.classList.add("tl-dragged");
  drag.house.classList.add("tl-open");
  drag.bar.style.translate = `0 ${down}px`;
  mark(rowAt(event));
});
document.addEventListener("pointerup", (event) => {
  if (!drag) return;
  const { bar, isMoving } = drag;
  const row = isMoving ? rowAt(event) : null;
  end();
  if (!isMoving) return;
  // What was dragged was not clicked.
  const hush = (click) => click.preventDefault();
  bar.addEventListener("click", hush, { once: true });
  setTimeout(() => bar.removeEventListener("click", hush), 0);
  if (row) send(bar.dataset.move, { place: row.dataset.place }, bar);
});
document.addEventListener("pointercancel", () => drag && end());

// On a phone seven nights show at once: those around tonight first.
if (timeline && timeline.scrollWidth > timeline.clientWidth) {
  timeline.querySelector(".tl-now")?.scrollIntoView({ inline: "center", block: "nearest" });
}
