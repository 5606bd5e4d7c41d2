// Only what the kind of answer needs shows; without this all of it stands there.

const form = document.querySelector("[data-question]");
const type = form?.querySelector('[name="type"]');

function show() {
  for (const part of form.querySelectorAll("[data-for]")) {
    const kinds = part.dataset.for;
    part.hidden = kinds === "all" ? type.value === "note" : !kinds.split(" ").includes(type.value);
  }
}

if (type) {
  type.addEventListener("change", show);
  show();
}
