// The card's page can be printed by its button, too.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}
