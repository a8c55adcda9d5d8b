// What is typed into <form data-keep="NAME"> is kept on this device until the server has it, and offered back
// after a reload, a closed tab, a lost session or a dead server. It is never sent by itself.
// A page drawn after a successful save carries data-kept="NAME" on any element; that forgets the copy.
const PREFIX = "keep:";
const DAYS = 30;

const fieldsOf = (form) =>
  [...form.elements].filter((el) => el.name && !["hidden", "password", "file", "submit", "button"].includes(el.type));

function valuesOf(form) {
  const values = {};
  for (const el of fieldsOf(form)) {
    if (el.type === "checkbox" || el.type === "radio") {
      if (el.checked) (values[el.name] ??= []).push(el.value);
      else values[el.name] ??= [];
    } else if (el.multiple) values[el.name] = [...el.selectedOptions].map((option) => option.value);
    else values[el.name] = el.value;
  }
  return values;
}

// Times were typed in the zone that the form named then; another one may be chosen since.
function inItsZone(form, { zone, words }) {
  const field = form.querySelector("input[type=hidden][name=zone]");
  if (!zone || !field || field.value === zone) return;
  field.value = zone;
  for (const suffix of form.querySelectorAll(".input-with:has([data-zone]) .input-suffix")) suffix.textContent = words;
  for (const time of form.querySelectorAll("[data-zone]")) time.dataset.zone = zone;
}

const zoneOf = (form) => ({
  zone: form.querySelector("input[type=hidden][name=zone]")?.value,
  words: form.querySelector(".input-with:has([data-zone]) .input-suffix")?.textContent,
});

function putBack(form, values) {
  for (const el of fieldsOf(form)) {
    const value = values[el.name];
    if (value === undefined) continue;
    if (el.type === "checkbox" || el.type === "radio") el.checked = value.includes(el.value);
    else if (el.multiple) for (const option of el.options) option.selected = value.includes(option.value);
    else el.value = value;
    el.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function offer(form, kept) {
  const note = document.createElement("div");
  note.className = "note busy";
  const text = document.createElement("span");
  text.textContent = `You typed something here on ${new Date(kept.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })} that was not saved. `;
  const back = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: "Put it back" });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: "Forget it" });
  back.onclick = () => (inItsZone(form, kept), putBack(form, kept.values), note.remove());
  drop.onclick = () => (localStorage.removeItem(PREFIX + form.dataset.keep), note.remove());
  text.append(back, " or ", drop, ".");
  note.append(text);
  form.prepend(note);
}

function begin(form) {
  if (form.dataset.keeping) return;
  form.dataset.keeping = "1";
  const key = PREFIX + form.dataset.keep;
  const first = JSON.stringify(valuesOf(form));
  const kept = JSON.parse(localStorage.getItem(key) || "null");
  if (kept && JSON.stringify(kept.values) !== first) offer(form, kept);
  let timer;
  const keep = () => {
    clearTimeout(timer);
    timer = undefined;
    // A form that was sent and replaced has nothing left to keep; its last keystroke is in what was sent.
    if (!form.isConnected) return;
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: valuesOf(form), ...zoneOf(form) }));
    } catch {
      // A full or forbidden store: the form works on, only without this net.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 300);
  });
  addEventListener("pagehide", () => timer && keep());
}

function look(root) {
  for (const mark of root.querySelectorAll("[data-kept]")) localStorage.removeItem(PREFIX + mark.dataset.kept);
  for (const form of root.querySelectorAll("form[data-keep]")) begin(form);
}

for (const key of Object.keys(localStorage)) {
  if (!key.startsWith(PREFIX)) continue;
  const kept = JSON.parse(localStorage.getItem(key) || "null");
  if (!kept || Date.now() - kept.at > DAYS * 864e5) localStorage.removeItem(key);
}
look(document);
document.addEventListener("htmx:load", (event) => look(event.target.parentElement ?? document));
