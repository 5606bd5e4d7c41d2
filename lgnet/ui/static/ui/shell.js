// What every page does by itself: menus, errors of partial loads said in words, focus kept in
// place, three-way answers, undo buttons that go when their time is over.

const words = document.getElementById("lg-words")?.dataset ?? {};
const messages = document.getElementById("lg-messages");

// A message in words, of the same look as those the server writes.
export function say(text, kind = "stop") {
  if (!messages || !text) return;
  const box = document.createElement("div");
  box.className = `lg-message lg-${kind}`;
  box.setAttribute("role", kind === "stop" ? "alert" : "status");
  const line = document.createElement("p");
  line.textContent = text;
  box.append(line);
  messages.replaceChildren(box);
  const { top, bottom } = box.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) box.scrollIntoView({ block: "nearest" });
}

const byStatus = { 403: "forbidden", 409: "conflict", 413: "tooLarge", 429: "tooMany" };

document.addEventListener("htmx:responseError", ({ detail }) => {
  const status = detail.xhr.status;
  say(words[byStatus[status] ?? "broken"]);
});
for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, () => say(words.noNetwork));
}
// A form with errors comes back with 422 and is shown, like any answer.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status === 422) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});
// The token of the page's own forms serves partial loads too.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (token && detail.verb !== "get") detail.headers["X-CSRFToken"] = token;
});

// Focus stays where it was: htmx keeps it by id; without one, the n-th control of the same name.
let before = null;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const active = document.activeElement;
  before = null;
  if (!active || active.id || !detail.target?.contains(active)) return;
  const all = [...detail.target.querySelectorAll("a,button,input,select,textarea")];
  before = { index: all.indexOf(active), tag: active.tagName, name: active.name };
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!before || document.activeElement !== document.body) return;
  const all = [...detail.elt.querySelectorAll("a,button,input,select,textarea")];
  const same = all[before.index];
  if (same?.tagName === before.tag) same.focus({ preventScroll: true });
  before = null;
});

// Error summaries take the focus, so that who listens hears them first.
document.querySelector("[data-focus-on-load]:not([data-still] *)")?.focus();

// Three-way answers: a value takes back "not known"; "not known" empties the value.
document.addEventListener("input", ({ target }) => {
  const group = target.closest?.("[data-answered]");
  if (!group) return;
  const chips = [...group.querySelectorAll(".lg-answered-answer input")];
  const controls = [...group.querySelectorAll(".lg-answered-value :is(input, select, textarea)")];
  if (chips.includes(target)) {
    for (const control of controls) {
      if (["checkbox", "radio"].includes(control.type)) control.checked = false;
      else control.value = "";
    }
  } else if (controls.some((control) => control.checked || control.value.trim())) {
    for (const chip of chips) chip.checked = false;
  }
});

// Undo shows for ten seconds, longer while somebody is on it. The server is more patient.
for (const form of document.querySelectorAll("[data-undo]")) {
  const box = form.closest(".lg-message");
  let isHeld = false;
  for (const begin of ["pointerenter", "focusin"]) {
    box.addEventListener(begin, () => (isHeld = true));
  }
  for (const end of ["pointerleave", "focusout"]) {
    box.addEventListener(end, () => (isHeld = false));
  }
  const clock = setInterval(() => {
    if (isHeld || document.hidden) return;
    if (!box.isConnected || form.dataset.seconds >= 10) {
      form.remove();
      clearInterval(clock);
    }
    form.dataset.seconds = Number(form.dataset.seconds ?? 0) + 1;
  }, 1000);
}

// A second click on a sending form sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// An open group of the menu closes by Escape, which gives the focus back, and when one goes on.
const groups = () => document.querySelectorAll(".lg-nav-group[open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const group of groups()) {
    group.open = false;
    group.querySelector("summary").focus();
  }
});
for (const gone of ["pointerdown", "focusin"]) {
  document.addEventListener(gone, ({ target }) => {
    if (!(target instanceof Node)) return;
    for (const group of groups()) if (!group.contains(target)) group.open = false;
  });
}
