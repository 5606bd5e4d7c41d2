// Autosave: what is typed into a form with data-draft goes to the server, field by field.
// Never kept: hidden inputs, files, anything that looks like a secret (the server refuses too).

const WAIT = 800;
const words = document.getElementById("lg-words")?.dataset ?? {};
const isKept = (control) =>
  control.name &&
  !["hidden", "file", "password", "submit", "button", "reset", "image"].includes(control.type) &&
  !/password|secret|token|otp/i.test(control.name) &&
  control.autocomplete !== "one-time-code";

class Draft {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.draftUrl;
    this.state = form.querySelector("[data-draft-state]");
    this.changed = new Set();
    this.timer = 0;
    this.isSending = false;
    form.addEventListener("input", (event) => this.note(event.target));
    form.addEventListener("change", (event) => {
      this.note(event.target);
      this.save({});
    });
    // The server ignores a draft that arrives after its form, so that none comes back as a ghost.
    form.addEventListener("submit", () => {
      this.refreshToken();
      this.save({ isLeaving: true });
    });
    addEventListener("focus", () => this.save({}));
    addEventListener("pagehide", () => this.save({ isLeaving: true }));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.save({ isLeaving: true });
    });
    addEventListener("online", () => this.save({}));
  }

  note(control) {
    if (!isKept(control)) return;
    // All inputs of one question belong together: the day of a date is nothing without its year.
    const group = control.closest("[data-field]");
    const controls = group ? group.querySelectorAll("input, select, textarea") : [control];
    for (const one of controls) if (isKept(one)) this.changed.add(one.name);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save({}), WAIT);
  }

  async save({ isLeaving = false }) {
    if (!this.changed.size || (this.isSending && !isLeaving)) return;
    clearTimeout(this.timer);
    const sent = [...this.changed];
    this.changed.clear();
    const held = new FormData(this.form);
    const body = new URLSearchParams({ _since: this.form.dataset.draftSince });
    for (const name of sent) {
      body.append("_fields", name);
      for (const value of held.getAll(name)) body.append(name, value);
    }
    const token = this.refreshToken();
    this.isSending = true;
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token },
        keepalive: isLeaving,
        redirect: "manual",
      });
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        for (const name of sent) this.changed.add(name);
        this.tell(words.signedOut, words.signInUrl);
      } else if (answer.status === 200 || answer.status === 413) {
        this.tell((await answer.json()).words);
      } else if (answer.status !== 204) {
        throw new Error(answer.statusText);
      }
    } catch {
      for (const name of sent) this.changed.add(name);
      this.tell(words.notSaved);
      this.timer = setTimeout(() => this.save({}), 10 * WAIT);
    } finally {
      this.isSending = false;
      if (this.changed.size && !isLeaving && !this.isSignedOut) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.save({}), 10 * WAIT);
      }
    }
  }

  // Signing in again, in another tab, changes the token; the form keeps working with the new one.
  refreshToken() {
    const input = this.form.querySelector("input[name=csrfmiddlewaretoken]");
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (input && cookie) input.value = cookie;
    return input?.value ?? cookie ?? "";
  }

  tell(text, url = "") {
    this.isSignedOut = Boolean(url);
    if (!this.state || !text) return;
    this.state.textContent = text;
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = words.signIn;
    this.state.append(" ", link);
  }
}

function watch(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    if (form.isWatched) continue;
    form.isWatched = true;
    new Draft(form);
  }
}

watch(document);
document.addEventListener("htmx:afterSettle", () => watch(document));
