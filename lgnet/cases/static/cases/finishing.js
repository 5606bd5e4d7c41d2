// An assessment is finished once every choice has arrived. One that did not stops it, until it is
// sent again; one that was refused stops it once, and shows why in its place.

const finish = document.querySelector("form[data-finish]");
const lost = new Set();
let isFinishing = false;

const isWaiting = () => document.querySelector("form.htmx-request") !== null;

function goOn() {
  if (!isFinishing || isWaiting()) return;
  isFinishing = false;
  if (lost.size === 0) finish.requestSubmit();
}

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful) lost.delete(detail.elt);
  else lost.add(detail.elt);
  // A choice that waited for the one before is sent now: look again after it.
  setTimeout(goOn);
});

finish?.addEventListener("submit", (event) => {
  const stopped = [...lost].find((form) => form.isConnected);
  if (!isWaiting() && !stopped) return;
  event.preventDefault();
  isFinishing = isWaiting();
  stopped?.scrollIntoView({ block: "center" });
});

// What came back in its place was read: the form that was refused is gone.
document.addEventListener("htmx:afterSettle", () => {
  for (const form of lost) if (!form.isConnected) lost.delete(form);
});
