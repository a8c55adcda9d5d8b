// A timeline in place: Escape leaves an entry as it was, "Now" fills in the time in the form's zone, and after
// a change the focus is on the entry that was changed.
document.addEventListener("keydown", (event) => {
  const form = event.key === "Escape" && event.target.closest("[data-entry-form]");
  if (form) form.querySelector("[data-cancel]")?.click();
});

const partsIn = (zone) =>
  Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    }).formatToParts(new Date()).map((part) => [part.type, part.value]),
  );

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-now]")?.closest("form");
  if (!form) return;
  const now = partsIn(form.elements.time.dataset.zone);
  form.elements.time.value = `${now.hour}:${now.minute}`;
  form.elements.date.value = `${now.year}-${now.month}-${now.day}`;
  form.elements.text.focus();
});

// The buttons of an entry's menu post through one form; with a script the record changes in place.
document.getElementById("tool")?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!window.htmx || !button) return;
  event.preventDefault();
  const values = button.name ? { [button.name]: button.value } : {};
  htmx.ajax("POST", button.formAction, { source: button, target: "#record", swap: "outerHTML", values });
});

document.addEventListener("htmx:afterSettle", () => {
  const changed = document.querySelector("[data-focus]");
  changed?.removeAttribute("data-focus");
  changed?.focus({ preventScroll: false });
  const form = document.querySelector(".timeline [data-entry-form]");
  if (!form || form.contains(document.activeElement)) return;
  (form.querySelector(".summary") ?? form.elements.time)?.focus();
  form.scrollIntoView({ block: "nearest" });
});
