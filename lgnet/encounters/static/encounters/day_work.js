// My day by keys: Enter goes to the next line and makes one at the end; in the search it searches.
// Without this file the buttons do the same over the server.

const form = document.querySelector("[data-day-work]");
const blank = document.querySelector("template[data-blank]");
const lines = form?.querySelector("[data-lines]");

const all = () => [...lines.querySelectorAll("[data-line]")];
const begin = (line) => line?.querySelector("select, input:not([type=hidden])")?.focus();

function add() {
  const count = all().length;
  if (count >= Number(form.dataset.most)) return begin(all().at(-1));
  const holder = document.createElement("template");
  holder.innerHTML = blank.innerHTML.replaceAll("__line__", crypto.randomUUID());
  const line = holder.content.querySelector("[data-line]");
  line.querySelector("[data-number]").textContent = count + 1;
  // A day mostly goes on where it was.
  const place = (one) => one?.querySelector("select[name$='-place']");
  if (place(all().at(-1))) place(line).value = place(all().at(-1)).value;
  lines.append(line);
  begin(line);
}

if (form && blank && lines && crypto.randomUUID) {
  form.querySelector("[data-add]").addEventListener("click", (event) => {
    event.preventDefault();
    add();
  });
  lines.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const next = event.target.closest("[data-line]")?.nextElementSibling;
    if (next) begin(next);
    else add();
  });
  form.querySelector("input[name=q]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-find]"));
  });
  document.getElementById(form.dataset.focus)?.focus();
}
