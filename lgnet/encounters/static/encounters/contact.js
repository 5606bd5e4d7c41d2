// "Someone new" starts from what was searched; "no name" and a pick leave it alone.

const search = document.getElementById("id_q");
const name = document.getElementById("id_known_as");

document.addEventListener("change", ({ target }) => {
  if (target.name !== "who" || target.value !== "new" || !name || !search) return;
  if (!name.value.trim() && search.value.trim()) {
    name.value = search.value.trim();
    name.dispatchEvent(new Event("input", { bubbles: true }));
  }
  name.focus();
});

// Enter in the search looks for people; it does not send the whole contact.
search?.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
