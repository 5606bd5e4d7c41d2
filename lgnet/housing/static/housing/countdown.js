// How long places are still held: the server's words, kept true while the page stays open.
// Seconds count from the page's own arrival, so that a wrong clock of the device changes nothing.

const TOLD_AT = [15, 5, 1, 0]; // Minutes left at which who listens hears it.

function words(line, minutes) {
  if (minutes <= 0) return line.dataset.over;
  const hours = Math.floor(minutes / 60);
  const pattern = hours ? line.dataset.inHours : line.dataset.inMinutes;
  return pattern.replace("{h}", hours).replace("{m}", minutes % 60);
}

function keep(line) {
  const began = performance.now();
  const seconds = Number(line.dataset.countdown);
  const shown = line.querySelector("[data-countdown-words]");
  const told = line.querySelector("[data-countdown-told]");
  let last = Math.ceil(seconds / 60);
  const clock = setInterval(() => {
    if (!line.isConnected) return clearInterval(clock);
    const minutes = Math.ceil((seconds - (performance.now() - began) / 1000) / 60);
    if (minutes === last) return;
    const passed = TOLD_AT.some((at) => minutes <= at && last > at);
    last = minutes;
    shown.textContent = words(line, minutes);
    if (told && passed) told.textContent = shown.textContent;
    if (minutes <= 0) clearInterval(clock);
  }, 1000);
}

function watch(root) {
  for (const line of root.querySelectorAll("[data-countdown]")) {
    if (line.isWatched) continue;
    line.isWatched = true;
    keep(line);
  }
}

watch(document);
document.addEventListener("htmx:afterSettle", () => watch(document));
