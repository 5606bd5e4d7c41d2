// What is meant for paper can be printed by its button, too.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}
