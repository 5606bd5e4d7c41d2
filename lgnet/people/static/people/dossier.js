// The "Add" menu of a person's page closes as menus do: by Escape, by a click elsewhere, by leaving it.
for (const menu of document.querySelectorAll("details[data-closes]")) {
  const close = () => menu.removeAttribute("open");
  document.addEventListener("click", ({ target }) => {
    if (!menu.contains(target)) close();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) close();
  });
}
