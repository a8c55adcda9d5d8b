// Single-key shortcuts, as people know them from code forges. Never inside a field, never with a modifier,
// and off for whoever turned them off.
const OFF = "keys-off";
const places = { h: "home", i: "incidents", r: "reports", a: "actions" };
let pendingGo = 0;

const writing = (target) => target.closest("input, textarea, select, [contenteditable]");

function go(key) {
  const name = places[key];
  const link = name && [...document.querySelectorAll(".bar-nav a")].find((a) => a.textContent.trim().toLowerCase() === name);
  link?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && writing(event.target)) {
    const form = event.target.closest("form");
    if (form?.method === "post") {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || localStorage.getItem(OFF)) return;
  if (document.querySelector("dialog[open]")) return;
  if (Date.now() - pendingGo < 1200) {
    pendingGo = 0;
    go(event.key);
  } else if (event.key === "g") {
    pendingGo = Date.now();
  } else if (event.key === "?") {
    document.getElementById("keys")?.showModal();
  } else if (event.key.length === 1) {
    const targets = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)];
    // What may be reached from anywhere waits in a menu that is closed.
    const target = targets.find((one) => one.checkVisibility()) ?? targets.find((one) => one.matches("[data-anywhere]"));
    if (!target) return;
    event.preventDefault();
    if (target.matches("input, textarea")) target.focus();
    else target.click();
  }
});

const choice = document.querySelector("[data-keys-off]");
if (choice) {
  choice.checked = Boolean(localStorage.getItem(OFF));
  choice.addEventListener("change", () => (choice.checked ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF)));
}
