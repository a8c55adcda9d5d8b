/* The preview of a write-up: a value and the place it came from light up together. Without this module the
   line numbers are links, and the browser marks the line they lead to. */
const reader = document.querySelector("[data-reader]");

function light(name, on) {
  for (const place of reader.querySelectorAll(`[data-value="${name}"], [data-for="${name}"]`)) {
    place.classList.toggle("chosen", on);
  }
}

if (reader) {
  let now = "";
  const follow = (event) => {
    const at = event.target.closest?.("[data-value], [data-for]");
    const name = at ? at.dataset.value ?? at.dataset.for : "";
    if (name === now) return;
    if (now) light(now, false);
    if (name) light(name, true);
    now = name;
  };
  reader.addEventListener("pointerover", follow);
  reader.addEventListener("focusin", follow);
  reader.addEventListener("click", (event) => {
    const row = event.target.closest("[data-for]");
    if (!row || event.target.closest("a, button, input, select, label, summary")) return;
    const place = reader.querySelector(`.source [data-value="${row.dataset.for}"]`);
    place?.scrollIntoView({ block: "center", behavior: "auto" });
  });
}
