// A scanner is a fast typist: six signs or more, less than 35 ms apart, ended by Enter. What it types
// outside of text fields is sent on at once, and the server says whom it stands for.

export const SCAN_GAP = 35;
const SCAN_LENGTH = 6;

export const isTyping = (element) =>
  element?.isContentEditable ||
  (element?.matches?.("input, select, textarea") &&
    !["checkbox", "radio", "button", "submit"].includes(element.type));

const form = document.getElementById("lg-scan");
let burst = "";
let last = 0;

// Before all other listeners: Enter on a link that happens to have the focus must not open it.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!form || isTyping(event.target) || document.querySelector("dialog[open]")) {
    burst = "";
    return;
  }
  if (event.key !== "Enter" && event.key.length !== 1) return;
  const isFast = event.timeStamp - last < SCAN_GAP;
  last = event.timeStamp;
  if (event.key !== "Enter") {
    burst = isFast ? burst + event.key : event.key;
    return;
  }
  const code = isFast ? burst : "";
  burst = "";
  if (code.length < SCAN_LENGTH) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.elements.code.value = code;
  form.requestSubmit();
}, { capture: true });
