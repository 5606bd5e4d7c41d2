// Check-in at the door. A tick shows at once, waits in this page's queue until the server has it, and
// is sent again as often as it takes. The queue holds identifiers, states and times, and no names.

import "./roving.js";

const KEY = "housing.ticks";
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30000;
const GIVES_UP_AFTER = 15000;

const root = document.querySelector("[data-check-in]");
const form = root.querySelector("[data-ticks]");
const scan = root.querySelector("[data-scan]");
const told = root.querySelector("[data-told]");
const strip = root.querySelector("[data-strip]");
const [saved, unsent, count, words] = ["saved", "unsent", "unsent-count", "strip-words"].map((name) =>
  strip.querySelector(`[data-${name}]`),
);
const shellWords = document.getElementById("lg-words")?.dataset ?? {};
const rows = new Map([...root.querySelectorAll("[data-stay]")].map((row) => [row.dataset.stay, row]));

let queue = read();
let isSending = false;
let wait = FIRST_WAIT;
let timer = 0;

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function keep() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(queue));
  } catch {
    // No room, or not allowed: the queue lives as long as the page.
  }
}

// Version 7 of RFC 9562: the time in milliseconds, then chance.
function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = BigInt(Date.now());
  for (let at = 0; at < 6; at += 1) bytes[at] = Number((now >> BigInt(40 - 8 * at)) & 255n);
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 13, 18, 23].reduce((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
}

const isHere = (tick) => tick.house === root.dataset.house && tick.night === root.dataset.night;
const waiting = (stay) => queue.findLast((tick) => isHere(tick) && tick.stay === stay);

function tick(stay, presence) {
  const { house, night } = root.dataset;
  queue.push({ id: uuid7(), house, night, stay, presence, at: new Date().toISOString() });
  keep();
  tell("");
  rows.get(stay).querySelector("[data-refused]").textContent = "";
  draw();
  wait = FIRST_WAIT;
  send();
}

function show(row, presence) {
  row.dataset.presence = presence;
  for (const button of row.querySelectorAll("[data-mark]")) {
    button.setAttribute("aria-pressed", String(button.dataset.mark === presence));
  }
  const expected = row.querySelector("[data-expected]");
  if (expected) expected.hidden = presence === "present";
}

// What the server says, and over it what it does not know yet.
function draw(marks) {
  const sums = { present: 0, on_leave: 0, absent: 0, none: 0 };
  const now = Date.now();
  let late = 0;
  for (const [stay, row] of rows) {
    const kept = waiting(stay);
    row.toggleAttribute("data-waits", Boolean(kept));
    if (kept) show(row, kept.presence);
    else if (marks) show(row, marks[stay] ?? "");
    sums[row.dataset.presence || "none"] += 1;
    const line = root.querySelector(`[data-late-of="${stay}"]`);
    if (!line) continue;
    line.hidden = Boolean(row.dataset.presence) || now < Date.parse(line.dataset.lateFrom);
    if (!line.hidden) late += 1;
  }
  for (const [name, sum] of Object.entries(sums)) {
    root.querySelector(`[data-count="${name}"]`).textContent = sum;
  }
  root.querySelector("[data-late]").hidden = !late;
  strip.hidden = false;
  saved.hidden = queue.length > 0;
  unsent.hidden = !queue.length;
  count.textContent = queue.length;
}

function tell(text, url = "") {
  words.textContent = text;
  if (!url) return;
  const link = document.createElement("a");
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = shellWords.signIn;
  words.append(" ", link);
}

// Signing in again, in another tab, changes the token.
const token = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ??
  scan.elements.csrfmiddlewaretoken.value;

async function post(url, body, { isLeaving = false } = {}) {
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token(), Accept: "application/json" },
    keepalive: isLeaving,
    redirect: "manual",
    signal: isLeaving ? undefined : AbortSignal.timeout(GIVES_UP_AFTER),
  });
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("signed out");
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// One house and night at a time; where nothing waits, ask what others have ticked.
async function send({ isLeaving = false } = {}) {
  if (isSending && !isLeaving) return;
  clearTimeout(timer);
  const { house, night } = queue[0] ?? root.dataset;
  const sent = queue.filter((one) => one.house === house && one.night === night).slice(0, 200);
  const body = new URLSearchParams({
    house,
    night,
    sent_at: new Date().toISOString(),
    ticks: JSON.stringify(sent.map(({ id, stay, presence, at }) => ({ id, stay, presence, at }))),
  });
  isSending = true;
  try {
    const found = await post(root.dataset.sendUrl, body, { isLeaving });
    const done = new Set([...found.saved, ...Object.keys(found.refused)]);
    queue = queue.filter((one) => !done.has(one.id));
    keep();
    for (const one of sent) {
      const why = found.refused[one.id];
      const row = rows.get(one.stay);
      if (why && row) row.querySelector("[data-refused]").textContent = why;
      else if (why) tell(why);
    }
    draw(isHere({ house, night }) ? found.marks : undefined);
    if (done.size && !queue.length && !Object.keys(found.refused).length) tell(found.words);
    if (!queue.length && isHere({ house, night }) && !found.is_tonight) tell(root.dataset.newNight);
    wait = queue.length ? FIRST_WAIT : LONGEST_WAIT;
  } catch (error) {
    draw();
    if (error.message === "signed out") tell(shellWords.signedOut, shellWords.signInUrl);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  } finally {
    isSending = false;
    // What was ticked meanwhile goes at once; a hidden page asks nothing.
    const isNew = queue.some((one) => !sent.includes(one));
    if (queue.length || !document.hidden) timer = setTimeout(send, isNew ? 0 : wait);
  }
}

async function readCard(event) {
  event.preventDefault();
  const field = event.target.elements.code;
  const code = field.value;
  field.value = "";
  try {
    const found = await post(
      root.dataset.scanUrl,
      new URLSearchParams({ house: root.dataset.house, code }),
    );
    told.textContent = found.told;
    const row = rows.get(found.stay);
    if (!row) return;
    // The card is the newest word on its guest.
    if (found.is_found) queue = queue.filter((one) => !(isHere(one) && one.stay === found.stay));
    keep();
    draw(found.marks);
    row.scrollIntoView({ block: "center" });
  } catch (error) {
    told.textContent =
      error.message === "signed out" ? shellWords.signedOut : root.dataset.noScan;
  }
}

form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name !== "mark") return;
  event.preventDefault();
  tick(...button.value.split(":"));
});
scan.addEventListener("submit", readCard);
// A scanner types anywhere; on this page its code ticks instead of opening the person.
const anywhere = document.getElementById("lg-scan");
if (anywhere !== scan) anywhere?.addEventListener("submit", readCard);
addEventListener("online", () => send());
addEventListener("pagehide", () => queue.length && send({ isLeaving: true }));
addEventListener("beforeunload", (event) => {
  if (queue.length) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) send();
});
draw();
send();
