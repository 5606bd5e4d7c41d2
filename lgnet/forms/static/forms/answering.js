// Shows the questions that are asked, given the answers so far. Without this all of them stand
// there, and the server decides again what counts.

const NUMBERS = ["whole_number", "decimal"];

// The answer of a question as conditions see it: text, list, or nothing.
function answerOf(row) {
  const type = row.dataset.type;
  const controls = [...row.querySelectorAll("input, select, textarea")];
  if (type === "several_choices") return controls.filter((one) => one.checked).map((one) => one.value);
  if (type === "yes_no") {
    const chosen = controls.filter((one) => one.checked && one.value !== "not_asked");
    return chosen.at(-1)?.value ?? "";
  }
  if (type === "partial_date") return controls.some((one) => one.value) ? "given" : "";
  const radios = controls.filter((one) => one.type === "radio");
  if (radios.length) return radios.find((one) => one.checked)?.value ?? "";
  return controls[0]?.value.trim() ?? "";
}

function holds([code, operator, value], known) {
  const found = known.get(code) ?? { answer: "", type: "" };
  const { answer, type } = found;
  const isEmpty = answer.length === 0;
  if (operator === "answered") return !isEmpty;
  if (operator === "empty") return isEmpty;
  if (isEmpty) return false;
  if (operator === "has") return Array.isArray(answer) && answer.includes(value);
  const isNumber = NUMBERS.includes(type);
  const one = isNumber ? Number(answer) : String(answer).toLowerCase();
  const other = isNumber ? Number(value) : value.trim().toLowerCase();
  if (isNumber && (Number.isNaN(one) || Number.isNaN(other))) return false;
  if (operator === "is") return one === other;
  if (operator === "is_not") return one !== other;
  return operator === "more" ? one > other : one < other;
}

function isShown(part, known) {
  if (!part.dataset.shown) return true;
  const { joint, conditions } = JSON.parse(part.dataset.shown);
  const each = conditions.map((one) => holds(one, known));
  return joint === "any" ? each.includes(true) : !each.includes(false);
}

// In the order of the page: a question that is hidden has no answer for those after it.
function show(form) {
  const known = new Map();
  for (const section of form.querySelectorAll(".fm-section")) {
    const isSection = isShown(section, known);
    section.hidden = !isSection;
    for (const row of section.querySelectorAll(".fm-row")) {
      row.hidden = !isSection || !isShown(row, known);
      if (!row.hidden && row.dataset.code) {
        known.set(row.dataset.code, { answer: answerOf(row), type: row.dataset.type });
      }
    }
  }
}

for (const form of document.querySelectorAll("[data-answers]")) {
  form.addEventListener("input", () => show(form));
  form.addEventListener("change", () => show(form));
  show(form);
}
