// The "Add" menu of a person's page closes as menus do: by Escape, by a click elsewhere, by leaving
// it. Opened by its key, it takes the focus.
for (const menu of document.querySelectorAll("details[data-closes]")) {
  const close = () => menu.removeAttribute("open");
  menu.addEventListener("toggle", () => {
    if (menu.open && !menu.contains(document.activeElement)) menu.querySelector("a")?.focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (!menu.contains(target)) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) close();
  });
}
