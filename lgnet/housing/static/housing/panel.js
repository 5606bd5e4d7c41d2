// The panel beside a board: a part of a page, asked of the address that shows it as a whole.

const dialog = document.getElementById("hs-dialog");
const body = document.getElementById("hs-dialog-body");
let opener = "";

const ask = (verb, url, from, values) => {
  opener = from.id;
  window.htmx.ajax(verb, url, { target: body, swap: "innerHTML", values });
};

export const open = (url, from) => ask("GET", url, from);
export const send = (url, values, from) => ask("POST", url, from, values);

// A refusal is an answer: why not stands in the panel, beside what can be chosen instead.
body?.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status !== 409) return;
  detail.shouldSwap = true;
  detail.isError = false;
});
body?.addEventListener("htmx:afterSwap", () => {
  if (!dialog.open) dialog.showModal();
  body.querySelector("[data-focus-on-load]")?.focus();
});
// The cell may have been renewed meanwhile: it is found by its name.
dialog?.addEventListener("close", () => {
  body.replaceChildren();
  document.getElementById(opener)?.focus();
});
