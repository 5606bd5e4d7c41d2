// "Someone new" starts from what was searched; a pick leaves the name alone.

const search = document.querySelector("[data-who-search]");
const name = document.getElementById("id_known_as");

document.addEventListener("change", ({ target }) => {
  if (target.name !== "who" || target.value !== "new" || !name || !search) return;
  if (!name.value.trim() && search.value.trim()) {
    name.value = search.value.trim();
    name.dispatchEvent(new Event("input", { bubbles: true }));
  }
  name.focus();
});

// Enter in the search looks for people; it does not send the form.
search?.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
