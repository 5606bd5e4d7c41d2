// Arrow keys between the cells of a board: one cell is a stop of Tab, the arrows reach the others.
// Left and right follow the order of the page, up and down what lies nearest there.

const CELL = "[data-cell]";
let current = "";

const cells = () => [...document.querySelectorAll(CELL)].filter((cell) => cell.offsetParent);

// After each renewal: the cell that had the focus last keeps the stop.
export function refresh() {
  const all = cells();
  const kept = all.find((cell) => cell.id === current) ?? all[0];
  for (const cell of all) cell.tabIndex = cell === kept ? 0 : -1;
}

function beside(all, from, step) {
  return all[all.indexOf(from) + step];
}

function above(all, from, step) {
  const own = from.getBoundingClientRect();
  const middle = (own.left + own.right) / 2;
  const there = all
    .map((cell) => ({ cell, box: cell.getBoundingClientRect() }))
    .filter(({ box }) => (step > 0 ? box.top >= own.bottom - 1 : box.bottom <= own.top + 1));
  if (!there.length) return undefined;
  const tops = there.map(({ box }) => box.top);
  const line = step > 0 ? Math.min(...tops) : Math.max(...tops);
  const gap = ({ box }) => Math.max(box.left - middle, middle - box.right, 0);
  return there
    .filter(({ box }) => Math.abs(box.top - line) < 4)
    .sort((one, other) => gap(one) - gap(other))[0].cell;
}

function next(all, from, key) {
  const forward = document.dir === "rtl" ? -1 : 1;
  const house = all.filter((cell) => cell.closest("section") === from.closest("section"));
  switch (key) {
    case "ArrowRight": return beside(all, from, forward);
    case "ArrowLeft": return beside(all, from, -forward);
    case "ArrowDown": return above(all, from, 1);
    case "ArrowUp": return above(all, from, -1);
    case "Home": return house[0];
    case "End": return house.at(-1);
    default: return null;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const from = event.target.closest?.(CELL);
  if (!from) return;
  const to = next(cells(), from, event.key);
  if (to === null) return;
  event.preventDefault();
  if (!to) return;
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest", inline: "nearest" });
});

document.addEventListener("focusin", (event) => {
  const cell = event.target.closest?.(CELL);
  if (!cell || cell.id === current) return;
  current = cell.id;
  refresh();
});
document.addEventListener("htmx:afterSettle", refresh);
refresh();
