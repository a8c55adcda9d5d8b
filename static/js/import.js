/* The preview of a write-up. A value and the place it came from light up together; lines are chosen with the
   keyboard; a correction changes the page in place. Without this module the line numbers are buttons, the marks
   are links, and every correction is a page of its own. */
const form = document.querySelector("[data-reading]");
const keyed = { e: "entry @", a: "action @", t: "value @ name=title", i: "value @ name=impact", c: "value @ name=root_cause", v: "value @ name=severity", h: "begin @", r: "reference @" };
let lit = "";

const reader = () => document.querySelector("[data-reader]");
const named = (place) => place?.dataset.value ?? place?.dataset.for ?? "";

function light(name) {
  if (name === lit) return;
  for (const place of reader().querySelectorAll(".chosen")) place.classList.remove("chosen");
  lit = name;
  if (!name) return;
  const escaped = CSS.escape(name);
  for (const place of reader().querySelectorAll(`[data-value="${escaped}"], [data-for="${escaped}"]`)) place.classList.add("chosen");
}

function follow(event) {
  if (reader()?.contains(event.target)) light(named(event.target.closest("[data-value], [data-for]")));
}

// The other pane comes to the place; the page itself stays where it is.
function show(place) {
  const pane = place?.closest(".reader-pane");
  if (!pane) return;
  if (pane.scrollHeight > pane.clientHeight + 1) {
    const off = place.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += off - pane.clientHeight / 3;
  } else place.scrollIntoView({ block: "center" });
}

// From a line to what became of it, and from a row to its line, with the keyboard.
function stand(place) {
  const inside = place.matches(".source-line") ? ".source-number" : place.matches("li") ? null : "input, a, button";
  const spot = (inside && place.querySelector(inside)) || place;
  if (spot === place) place.tabIndex = -1;
  else if (spot.matches(".source-number")) rove(spot);
  spot.focus({ preventScroll: true });
  show(place);
}

// The row that has the name, not the clock that points at it.
const valued = (name) => reader().querySelector(`#${CSS.escape(name)}`);

function became(line) {
  const names = [line, ...line.querySelectorAll(".span")].map((place) => named(place)).filter(Boolean);
  return names.map(valued).find(Boolean);
}

// -- choosing lines ----------------------------------------------------------------------------------------

const numbers = () => [...reader().querySelectorAll(".source-number")];
const panel = () => reader().querySelector("[data-become]");
let anchor = 0;

function pick(first, last) {
  const [low, high] = [Math.min(first, last), Math.max(first, last)];
  for (const [index, number] of numbers().entries()) {
    number.parentElement.classList.toggle("picked", high > low && index + 1 >= low && index + 1 <= high);
  }
  panel().querySelector("[name=from]").value = low;
  panel().querySelector("[name=until]").value = high;
}

function openAt(line) {
  const found = panel();
  reader().querySelector(`#line-${line}`)?.append(found);
  found.querySelector("[name=move]").focus();
  found.scrollIntoView({ block: "nearest" });
}

function close() {
  const found = panel();
  const home = reader().querySelector("[data-become-home]");
  const line = found.closest(".source-line");
  if (!home || !line) return false;
  home.append(found);
  pick(1, 1);
  line.querySelector(".source-number").focus();
  return true;
}

const lineOf = (number) => Number(number.textContent);

function chosen(number, extend) {
  const line = lineOf(number);
  if (!extend || !anchor) anchor = line;
  pick(anchor, line);
}

function keys(event) {
  const number = event.target.closest(".source-number");
  const inPanel = event.target.closest("[data-become]");
  if (event.key === "Escape") {
    if (inPanel && close()) event.stopPropagation();
    else event.target.closest(".row-form")?.querySelector("[data-cancel]")?.click();
    return;
  }
  if ((!number && !inPanel) || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
  if (number && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const all = numbers();
    const next = all[all.indexOf(number) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    rove(next);
    next.focus();
    chosen(next, event.shiftKey);
  } else if (number && event.key === "ArrowRight") {
    const row = became(number.parentElement);
    if (!row) return;
    event.preventDefault();
    stand(row);
  } else if (keyed[event.key] && !localStorage.getItem("keys-off")) {
    event.preventDefault();
    event.stopPropagation();
    if (number) {
      const line = lineOf(number);
      const [from, until] = ["from", "until"].map((name) => Number(panel().querySelector(`[name=${name}]`).value));
      if (line < from || line > until) pick(line, line);
    }
    send(panel().querySelector(`[value="${keyed[event.key]}"]`));
  }
}

// One line takes part in the order of Tab; the arrows go to the others.
function rove(to) {
  for (const number of numbers()) number.tabIndex = number === to ? 0 : -1;
}

// -- in place ----------------------------------------------------------------------------------------------

function states() {
  const panes = [...reader().querySelectorAll(".reader-pane")].map((pane) => pane.scrollTop);
  const open = [...reader().querySelectorAll("details[data-open-key][open]")].map((fold) => fold.dataset.openKey);
  return { panes, open, page: scrollY };
}

function restore(was) {
  for (const key of was.open) reader().querySelector(`[data-open-key="${key}"]`)?.setAttribute("open", "");
  for (const [index, pane] of reader().querySelectorAll(".reader-pane").entries()) pane.scrollTop = was.panes[index] ?? 0;
  scrollTo(0, was.page);
}

function settle() {
  rove(numbers()[0]);
  anchor = 0;
  lit = "";
}

// Where the person was, to be found again on what comes; their row where the place itself is gone.
function standing() {
  const at = document.activeElement;
  const row = at.closest("[id]:is(li, .value, .ask)")?.id;
  return { id: at.id, name: at.getAttribute("name"), value: at.value, row };
}

function again(came, was) {
  const byId = (id) => (id ? came.querySelector(`#${CSS.escape(id)}`) : null);
  const row = byId(was.row);
  const named = was.name ? [...came.querySelectorAll(`[name="${CSS.escape(was.name)}"]:not([aria-hidden])`)] : [];
  const same = named.find((one) => one.value === was.value && (!was.row || row?.contains(one)));
  const near = row?.querySelector("summary, a, button, input");
  return byId(was.id) ?? same ?? near ?? byId("to-decide") ?? byId("answered") ?? byId("result-head");
}

let native = false;

const shown = () => document.getElementById("reading-now");

// What comes back has empty places for the rows whose faces were sent: they stay as they are.
async function answer(button, faces) {
  const sent = new FormData(form);
  if (button?.name) sent.set(button.name, button.value);
  sent.set("faces", faces);
  const said = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
  const came = new DOMParser().parseFromString(await said.text(), "text/html").getElementById("reading-now");
  const missing = [...(came?.querySelectorAll("[data-kept]") ?? [])].some((place) => !document.getElementById(place.id));
  return missing ? answer(button, "") : came;
}

function keep(came) {
  for (const place of came.querySelectorAll("[data-kept]")) {
    const row = document.getElementById(place.id);
    row.classList.remove("chosen", "picked");
    for (const menu of row.querySelectorAll("details.menu")) menu.open = false;
    row.querySelector("[data-become]")?.remove();
    place.replaceWith(row);
  }
}

async function send(button) {
  const now = shown();
  const faces = [...now.querySelectorAll("[data-face]")].map((row) => row.dataset.face).join(" ");
  const at = standing();
  now.setAttribute("aria-busy", "true");
  // What would be typed now would be lost with what it is typed into.
  now.inert = true;
  const came = await answer(button, faces).catch(() => null);
  if (!came) {
    // No answer, or another page, such as the one to sign in: let the browser show it.
    now.inert = false;
    native = true;
    form.requestSubmit(button);
    native = false;
    return;
  }
  const was = states();
  keep(came);
  now.replaceWith(came);
  restore(was);
  settle();
  const moved = came.querySelector("[autofocus]");
  (moved ?? again(came, at))?.focus({ preventScroll: true });
  if (moved) show(moved);
  document.getElementById("reading-said").textContent = came.dataset.said;
  came.setAttribute("data-settled", "");
}

if (form) {
  document.addEventListener("pointerover", follow);
  document.addEventListener("focusin", follow);
  form.addEventListener("keydown", keys);
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    // Creating leads to another page.
    if (native || (button?.name === "do" && button.value === "create")) return;
    event.preventDefault();
    send(button ?? form.querySelector("[value=read]"));
  });
  form.addEventListener("click", (event) => {
    const number = event.target.closest(".source-number");
    const mark = event.target.closest("a[data-value], a.line-link");
    if (number) {
      event.preventDefault();
      rove(number);
      if (event.shiftKey && anchor) chosen(number, true);
      else if (!number.parentElement.classList.contains("picked")) chosen(number, false);
      openAt(lineOf(number));
    } else if (event.target.closest("[data-become-close]") && close()) event.preventDefault();
    else if (mark) {
      const place = reader().querySelector(`#${CSS.escape(mark.hash.slice(1))}`);
      if (!place) return;
      event.preventDefault();
      light(named(place) || named(mark));
      // A link that a key has followed takes the focus along.
      if (event.detail === 0) stand(place);
      else show(place);
    } else {
      const row = event.target.closest("[data-for], [data-value]");
      if (!row || event.target.closest("a, button, input, select, textarea, label, summary, [data-become], .row-form")) return;
      show(row.dataset.for ? reader().querySelector(`.source [data-value="${row.dataset.for}"]`) : valued(row.dataset.value));
    }
  });
  settle();
}
