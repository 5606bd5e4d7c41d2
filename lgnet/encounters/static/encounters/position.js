// Asks the phone where it is, once, when the worker wants it.

const box = document.querySelector("[data-position]");
const latitude = document.getElementById("id_latitude");
const longitude = document.getElementById("id_longitude");

if (box && latitude && longitude && navigator.geolocation) {
  const button = box.querySelector("button");
  const told = box.querySelector("[role=status]");
  box.hidden = false;
  if (latitude.value) told.textContent = told.dataset.taken;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        latitude.value = coords.latitude.toFixed(6);
        longitude.value = coords.longitude.toFixed(6);
        latitude.dispatchEvent(new Event("input", { bubbles: true }));
        told.textContent = told.dataset.taken;
        button.disabled = false;
      },
      () => {
        told.textContent = told.dataset.failed;
        button.disabled = false;
      },
      { enableHighAccuracy: false, timeout: 15000, maximumAge: 60000 },
    );
  });
}
