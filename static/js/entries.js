// A timeline in place, by keyboard alone. In a form: Enter goes from the time to the text, and from the text saves
// and opens the next row; Escape leaves. On a row: single keys edit, insert, remove, move, undo.
const OFF = "keys-off";
const record = () => document.getElementById("record");
const openForm = () => document.querySelector(".timeline [data-entry-form]");
const rows = () => [...document.querySelectorAll("#record .entry[id^='entry-']:not(.edited)")];
const fieldsOf = (form) => ["time", "date", "text", "end_time"].map((name) => form.elements[name]).filter(Boolean);
const enclosed = (form) => [...form.querySelectorAll("[data-enclosure]")].map((row) => row.dataset.enclosure).join(" ");
const isBlank = (form) => !form.elements.time.value.trim() && !form.elements.text.value.trim() && !form.querySelector(".enclosure");
// What was sent for the entry and is not saved with it yet: unlike the words, this device does not keep it.
const hasUnsaved = (form) => enclosed(form) !== (form.hasAttribute("data-old") ? form.dataset.enclosed : "");
const isChanged = (form) =>
  fieldsOf(form).some((el) => el.value !== el.defaultValue) || hasUnsaved(form)
  || [...form.querySelectorAll("[name^=alt-]")].some((el) => el.value !== el.defaultValue)
  || [...form.querySelectorAll("[name^=off-]")].some((el) => el.checked !== el.defaultChecked);

// What happened, for a screen reader. Said again even when the words are the same.
function say(words) {
  const place = document.getElementById("spoken");
  if (!place || !words) return;
  place.textContent = "";
  setTimeout(() => (place.textContent = words), 50);
}

// -- in a form

// Whoever leaves a picture behind is told so once; leaving again is meant.
function mayLeave(form) {
  if (!hasUnsaved(form) || form.dataset.told) return true;
  form.dataset.told = "1";
  const told = Object.assign(document.createElement("p"), { className: "field-error", textContent: "A picture or file here is not saved yet. Leave once more, and it is not kept." });
  told.setAttribute("role", "alert");
  form.querySelector(".field-acts").before(told);
  told.scrollIntoView({ block: "nearest" });
  return false;
}

document.addEventListener(
  "click",
  (event) => {
    const form = event.target.closest?.("[data-cancel]")?.closest("[data-entry-form]");
    if (!form) return;
    if (mayLeave(form)) leaving = true;
    else {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  true,
);

let leaving = false;
document.addEventListener("submit", () => (leaving = true));
addEventListener("beforeunload", (event) => {
  const form = openForm();
  if (form && !leaving && hasUnsaved(form)) event.preventDefault();
});

function leave(form) {
  if (!mayLeave(form)) return;
  const row = form.closest(".entry");
  if (form.hasAttribute("data-old") || !window.htmx || !record()) return form.querySelector("[data-cancel]")?.click();
  const before = row.previousElementSibling?.matches(".entry") ? row.previousElementSibling : null;
  row.remove();
  if (before) mark(before, true);
  else document.querySelector("[data-add-entry]")?.focus();
}

const linesOf = (form) => form.querySelector("[data-lines]");
const takesLines = (form) => linesOf(form)?.getAttribute("aria-pressed") === "true";

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-entry-form]");
  if (!form) return;
  if (form.dataset.sent && !event.ctrlKey && !event.metaKey && !event.isComposing) {
    // Typed while the row before is being saved: it belongs to the next one, its time, then Enter, then its text.
    const sent = form.dataset.sent;
    if (event.key.length === 1) form.dataset.sent += event.key;
    else if (event.key === "Enter") form.dataset.sent += "\n";
    else if (event.key === "Backspace") form.dataset.sent = sent.length > 1 ? sent.slice(0, -1) : sent;
    else return;
    event.preventDefault();
    return;
  }
  if (event.key === "Escape") {
    event.preventDefault();
    leave(form);
  } else if (event.key === "Enter" && !event.isComposing && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (event.target.name === "time" || event.target.name === "date") {
      event.preventDefault();
      form.elements.text.focus();
    } else if (event.target.name === "text" && !takesLines(form)) {
      event.preventDefault();
      if (!form.hasAttribute("data-old") && isBlank(form)) leave(form);
      else form.querySelector(form.hasAttribute("data-old") ? ".save" : "[name=then]").click();
    }
  }
});

function wallIn(zone, at) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    }).formatToParts(at).map((part) => [part.type, part.value]),
  );
  return { day: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
}

// Now, in the form's zone; where clocks show this time twice, in UTC, so that nothing has to be asked.
function now(zone) {
  const at = new Date();
  const wall = wallIn(zone, at);
  const twice = [-3600e3, -1800e3, 1800e3, 3600e3].some((by) => wallIn(zone, new Date(+at + by)).time === wall.time);
  return twice ? { ...wall, time: `${at.toISOString().slice(0, 16)}Z` } : wall;
}

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-entry-form]");
  if (event.target.closest("[data-now]")) {
    const { time, day } = now(form.elements.time.dataset.zone);
    form.elements.time.value = time;
    form.elements.date.value = day;
    form.elements.time.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.text.focus();
  } else if (event.target.closest("[data-lines]")) {
    const button = linesOf(form);
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    form.elements.text.focus();
  }
});

// The end is counted from the beginning: when that changes, what the end is understood as is asked for again.
document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-entry-form]");
  if (["time", "date"].includes(event.target.name) && form?.elements.end_time?.value) htmx.trigger(form.querySelector("[data-typed=end]"), "change");
});

// -- on a row: one of them is in the order of Tab, the arrows and j, k go on from there

function mark(row, focus) {
  for (const each of rows()) each.tabIndex = each === row ? 0 : -1;
  if (focus) row.focus();
}

const urlOf = (row, verb = "") => `${record().dataset.entries}${row.id.slice(6)}/${verb}`;
const post = (row, verb, values = {}) =>
  htmx.ajax("POST", urlOf(row, verb), { source: row, target: "#record", swap: "outerHTML", values: { ...values, version: row.dataset.version ?? "" } });

function step(row, by) {
  const all = rows();
  const next = row ? all[all.indexOf(row) + by] : all.at(by > 0 ? 0 : -1);
  if (next) mark(next, true);
}

const onRow = {
  e: (row) => htmx.ajax("GET", urlOf(row), { source: row, target: row, swap: "outerHTML" }),
  i: (row) => htmx.ajax("GET", `${record().dataset.entries}new/?after=${row.id.slice(6)}`, { source: row, target: row, swap: "afterend" }),
  Delete: (row) => post(row, "remove/"),
};
onRow.Enter = onRow.e;

document.addEventListener("keydown", (event) => {
  if (!record()?.dataset.entries || event.ctrlKey || event.metaKey || localStorage.getItem(OFF)) return;
  if (document.querySelector("dialog[open]") || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const row = event.target.matches(".entry") ? event.target : null;
  const down = event.key === "j" || (row && event.key === "ArrowDown");
  const up = event.key === "k" || (row && event.key === "ArrowUp");
  let done = true;
  if (event.altKey) {
    if (row && event.key.startsWith("Arrow")) post(row, "move/", { step: event.key === "ArrowUp" ? "up" : "down" });
    else done = false;
  } else if (down || up) step(row, down ? 1 : -1);
  else if (event.key === "u" && document.querySelector(".toast form")) [...document.querySelectorAll(".toast form")].at(-1).requestSubmit();
  else if (row && onRow[event.key]) onRow[event.key](row);
  else done = false;
  if (!done) return;
  event.preventDefault();
  event.stopImmediatePropagation();
});

// -- requests

// The buttons of an entry's menu post through one form; with a script the record changes in place.
document.getElementById("tool")?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!window.htmx || !button) return;
  event.preventDefault();
  const values = button.name ? { [button.name]: button.value } : {};
  htmx.ajax("POST", button.formAction, { source: button, target: "#record", swap: "outerHTML", values });
});

// One form at a time: what was typed into another one would go with the record that is drawn anew.
function saveFirst(form) {
  say("Save this entry first, or leave it with Escape.");
  form.elements.text.focus();
  form.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = openForm();
  const from = event.detail.elt;
  if (!form || form.contains(from) || event.detail.target?.id === "toasts" || !from.closest("#record")) return;
  if (isChanged(form)) {
    event.preventDefault();
    saveFirst(form);
  } else if (!form.hasAttribute("data-old")) form.closest(".entry").remove();
});

// Another zone draws the page anew; what is being typed is settled before that, in the zone it is typed in.
document.addEventListener("click", (event) => {
  const form = event.target.closest(".zone-switch a") && openForm();
  if (!form || !isChanged(form)) return;
  event.preventDefault();
  saveFirst(form);
});

document.addEventListener("htmx:beforeSend", (event) => {
  const form = event.detail.elt;
  if (form.matches?.("[data-entry-form]")) form.dataset.sent = " ";
});
let typedAhead = "";
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (form?.matches?.("[data-entry-form]")) typedAhead += (form.dataset.sent ?? "").trimStart();
});
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    const form = event.detail.elt?.closest?.("[data-entry-form]");
    if (!form) return;
    typedAhead += (form.dataset.sent ?? "").trimStart();
    delete form.dataset.sent;
    say("It could not be saved. What you typed is still here.");
  });
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.matches?.(".said")) return;
  say(record()?.dataset.said);
  record()?.removeAttribute("data-said");
  begin();
  const changed = document.querySelector("[data-focus]");
  changed?.removeAttribute("data-focus");
  const form = openForm();
  if (form && !form.contains(document.activeElement)) (form.querySelector(".summary") ?? form.elements.time).focus();
  if (form) {
    if (typedAhead && isBlank(form)) putAhead(form);
    form.scrollIntoView({ block: "nearest" });
  } else {
    typedAhead = "";
    if (changed) mark(changed, true);
  }
});

// What was typed ahead waits while a form has to be corrected, and goes into the next blank one.
function putAhead(form) {
  const [time, ...text] = typedAhead.split("\n");
  typedAhead = "";
  form.elements.time.value = time.trim();
  form.elements.text.value = text.join("\n").trim();
  if (text.length) form.elements.text.focus();
  form.elements.time.dispatchEvent(new Event("input", { bubbles: true }));
}

// A link to an entry gives its row the keyboard, so that one reads and goes on from there.
function goTo() {
  const row = /^#entry-\d+$/.test(location.hash) && document.querySelector(location.hash);
  if (!row || openForm()) return;
  if (record()?.dataset.entries) mark(row, true);
  else {
    row.tabIndex = -1;
    row.focus();
  }
}
addEventListener("hashchange", goTo);

function begin() {
  const all = rows();
  if (record()?.dataset.entries && !all.some((row) => row.tabIndex === 0)) for (const [n, row] of all.entries()) row.tabIndex = n ? -1 : 0;
  const form = openForm();
  if (form) form.dataset.enclosed ??= enclosed(form);
  if (form?.elements.text.value.includes("\n")) linesOf(form)?.setAttribute("aria-pressed", "true");
}
begin();
goTo();
