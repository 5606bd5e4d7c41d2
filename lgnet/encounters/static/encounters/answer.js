// Only the fields of the chosen answer show; without this all of them stand there.

const form = document.querySelector(".enc-answer");

function show() {
  const chosen = form.querySelector('[name="kind"]:checked')?.value ?? "";
  for (const part of form.querySelectorAll("[data-for]")) {
    part.hidden = part.dataset.for !== chosen;
  }
}

form.addEventListener("change", ({ target }) => {
  if (target.name === "kind") show();
});
show();
