// The draft's page: the form of a section saves itself, keeps what is not saved on this device, formats and
// previews; the page says who else is here and brings in what they wrote. Without this file all of it works
// by links, forms and the Save button.
const PAUSE = 2000;
const PING = 15000;
const page = document.getElementById("draft");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
const editors = new Map();

// -- What the bar says --------------------------------------------------------------------------------------

const check = document.querySelector("#saved .icon")?.cloneNode(true);

function say(words, kind = "") {
  const place = document.getElementById("saved");
  if (!place) return;
  place.classList.toggle("wait", kind === "wait");
  place.classList.toggle("lost", kind === "lost");
  if (place.textContent.trim() !== words) {
    place.replaceChildren(Object.assign(document.createElement("span"), { textContent: words }));
    if (check && !kind) place.prepend(check.cloneNode(true));
  }
}

function clock() {
  const timeZone = document.getElementById("saved")?.dataset.zone || undefined;
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
}

function toast(words) {
  const toasts = document.getElementById("toasts");
  if (!toasts) return;
  const box = Object.assign(document.createElement("div"), { className: "toast" });
  box.append(Object.assign(document.createElement("span"), { textContent: words }));
  toasts.append(box);
  setTimeout(() => box.remove(), 12000);
}

// randomUUID is kept from pages without https; this is not.
const freshName = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// -- One section's form -------------------------------------------------------------------------------------

class Editor {
  constructor(form) {
    this.form = form;
    this.area = form.querySelector("textarea");
    this.base = form.elements.base;
    this.once = form.elements.once;
    this.key = form.dataset.section;
    this.kept = `draft:${form.dataset.postmortem}:${this.key}:${form.dataset.user}`;
    this.saved = this.area.value;
    this.timer = null;
    this.sending = null;
    this.stopped = Boolean(form.querySelector(".summary"));
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener("blur", () => this.save());
    this.area.addEventListener("keydown", (event) => this.pressed(event));
    form.addEventListener("click", (event) => this.clicked(event));
    form.addEventListener("htmx:configRequest", () => clearTimeout(this.timer));
    form.addEventListener("htmx:afterRequest", (event) => event.detail.successful && this.forget());
    this.offer();
    this.area.focus({ preventScroll: true });
  }

  get dirty() {
    return this.area.value !== this.saved;
  }

  typed() {
    clearTimeout(this.timer);
    this.keep();
    say("Saving…", "wait");
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  keep() {
    try {
      localStorage.setItem(this.kept, JSON.stringify({ at: Date.now(), text: this.area.value, base: this.base.value, once: this.once.value }));
    } catch {
      // A full or forbidden store: saving goes on, only without this net.
    }
  }

  forget() {
    clearTimeout(this.timer);
    localStorage.removeItem(this.kept);
    this.saved = this.area.value;
  }

  // What was typed here before and never reached the server, with the state that it was made of.
  offer() {
    const kept = JSON.parse(localStorage.getItem(this.kept) || "null");
    if (!kept || kept.text === this.area.value) return;
    const note = Object.assign(document.createElement("p"), { className: "note busy" });
    const words = document.createElement("span");
    const when = new Date(kept.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    const button = (text, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: text });
      made.onclick = () => (act(), note.remove());
      return made;
    };
    const back = button("Put it back", () => {
      this.area.value = kept.text;
      this.base.value = kept.base;
      this.once.value = kept.once;
      this.typed();
    });
    words.append(`On ${when} you typed something here that was not saved. `, back, " or ", button("Forget it", () => localStorage.removeItem(this.kept)), ".");
    note.append(words);
    this.form.prepend(note);
  }

  async save(always = false) {
    clearTimeout(this.timer);
    if (this.stopped || this.sending || !this.form.isConnected || (!this.dirty && !always)) return this.sending;
    const sent = this.area.value;
    const body = new FormData();
    body.set("text", sent);
    body.set("base", this.base.value);
    body.set("once", this.once.value);
    body.set("csrfmiddlewaretoken", token());
    say("Saving…", "wait");
    this.sending = this.send(sent, body);
    await this.sending;
    this.sending = null;
    if (this.dirty && !this.stopped && !this.failed) this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async send(sent, body) {
    try {
      const answer = await fetch(this.form.getAttribute("action"), { method: "POST", body, headers: { "X-Autosave": "1", "HX-Request": "true" }, redirect: "error" });
      this.failed = answer.status >= 500;
      if (answer.ok) return this.took(sent, await answer.json());
      if (this.failed) throw new Error(answer.statusText);
      const refusal = answer.headers.get("Content-Type")?.includes("json") ? (await answer.json()).refused : "";
      this.stopped = true;
      say(refusal || "Not saved: you have been signed out, or may no longer write here. Your words are kept on this device.", "lost");
    } catch {
      this.failed = true;
      say("Offline, kept on this device", "lost");
      this.timer = setTimeout(() => this.save(), PING);
    }
  }

  // The answer holds the text with others' words. Who has typed on since goes on without them for now: base
  // and name of the form stay, by which the server knows what was saved from here already.
  took(sent, answer) {
    const here = this.area.value === sent;
    if (here || !answer.merged) {
      this.base.value = answer.base;
      this.once.value = freshName();
    }
    if (here) {
      if (answer.merged) this.replace(answer.text);
      this.saved = this.area.value;
      localStorage.removeItem(this.kept);
      if (answer.merged && answer.others.length) toast(`${answer.others.join(" and ")} wrote here too. Their words and yours are both kept: read the result.`);
    } else {
      this.saved = sent;
      this.keep();
    }
    const place = this.form.closest("[data-key]");
    if (place) place.dataset.seq = answer.base;
    if (!this.dirty) say(`Saved ${clock()}`);
  }

  // Put other words into the field and leave the caret between the same letters.
  replace(text) {
    const old = this.area.value;
    let head = 0;
    while (head < Math.min(old.length, text.length) && old[head] === text[head]) head++;
    let tail = 0;
    while (tail < Math.min(old.length, text.length) - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
    const moved = (at) => (at <= head ? at : at >= old.length - tail ? at + text.length - old.length : Math.min(at, text.length - tail));
    const [start, end, focused] = [moved(this.area.selectionStart), moved(this.area.selectionEnd), document.activeElement === this.area];
    this.area.value = text;
    if (focused) this.area.setSelectionRange(start, end);
  }

  pressed(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const format = { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
    if (format && !event.shiftKey) {
      event.preventDefault();
      mark(this.area, format);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.form.requestSubmit(this.form.querySelector("button[value=save]"));
    }
  }

  async clicked(event) {
    const button = event.target.closest("button, [data-cancel]");
    if (!button) return;
    if (button.dataset.md) mark(this.area, button.dataset.md);
    else if (button.hasAttribute("data-write")) this.show(false);
    else if (button.hasAttribute("data-show-preview")) {
      event.preventDefault();
      event.stopPropagation();
      await this.preview();
    } else if (button.hasAttribute("data-cancel") && this.dirty) {
      event.preventDefault();
      event.stopPropagation();
      await this.save();
      if (!this.dirty) button.click();
    }
  }

  async preview() {
    const body = new FormData();
    body.set("text", this.area.value);
    body.set("csrfmiddlewaretoken", token());
    try {
      const answer = await fetch(this.form.dataset.preview, { method: "POST", body, headers: { "HX-Request": "true" } });
      this.form.querySelector(".section-preview").innerHTML = answer.ok ? await answer.text() : "The preview did not come. Try again.";
    } catch {
      this.form.querySelector(".section-preview").textContent = "The preview needs the server, which does not answer.";
    }
    this.show(true);
  }

  show(preview) {
    this.form.querySelector(".section-preview").hidden = !preview;
    this.area.hidden = preview;
    this.form.querySelector("[data-write]").setAttribute("aria-pressed", String(!preview));
    this.form.querySelector("[data-show-preview]").setAttribute("aria-pressed", String(preview));
    if (!preview) this.area.focus();
  }
}

// -- The toolbar --------------------------------------------------------------------------------------------

const AROUND = { bold: ["**", "bold words"], italic: ["*", "words"], code: ["`", "code"] };
const BEFORE = { heading: "### ", list: "- ", quote: "> " };

function put(area, start, end, text, from, to) {
  area.focus();
  area.setSelectionRange(start, end);
  // The only way that leaves the browser's own undo intact.
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(from, to);
}

function mark(area, what) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  if (AROUND[what]) {
    const [sign, words] = AROUND[what];
    if (chosen.includes("\n") && what === "code") return put(area, start, end, `\`\`\`\n${chosen}\n\`\`\``, start + 4, end + 4);
    if (value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign)
      return put(area, start - sign.length, end + sign.length, chosen, start - sign.length, end - sign.length);
    const inside = chosen || words;
    return put(area, start, end, sign + inside + sign, start + sign.length, start + sign.length + inside.length);
  }
  if (what === "link") {
    const words = chosen || "words";
    const at = start + words.length + 3;
    return put(area, start, end, `[${words}](https://)`, at + 8, at + 8);
  }
  const first = value.lastIndexOf("\n", start - 1) + 1;
  const lines = value.slice(first, end).split("\n");
  const sign = BEFORE[what];
  const all = lines.every((line) => line.startsWith(sign));
  const text = lines.map((line) => (all ? line.slice(sign.length) : sign + line)).join("\n");
  return put(area, first, end, text, first, first + text.length);
}

// -- Who is here --------------------------------------------------------------------------------------------

function draw(people) {
  const circles = people.map((person, at) => {
    const circle = Object.assign(document.createElement("span"), { className: `avatar peer${(at % 3) + 1}`, title: person.name, textContent: person.initials });
    circle.setAttribute("role", "img");
    circle.setAttribute("aria-label", person.name);
    return circle;
  });
  document.getElementById("presence")?.replaceChildren(...circles);
  for (const chip of document.querySelectorAll(".who-edits")) {
    const names = people.filter((person) => !person.you && `${person.section}-here` === chip.id).map((person) => person.name);
    chip.hidden = !names.length;
    chip.textContent = names.length ? `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} writing here` : "";
  }
}

// Sections that others have changed: one that is being read is drawn again, one that is being written merges.
function catchUp(texts) {
  for (const [key, seq] of Object.entries(texts)) {
    const section = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!section || Number(section.dataset.seq) >= seq) continue;
    section.dataset.seq = seq;
    const editor = editors.get(key);
    if (editor?.form.isConnected) editor.save(true);
    else if (window.htmx) {
      const address = `${location.pathname.replace(/\/$/, "")}/sections/${key}/?read`;
      window.htmx.ajax("GET", address, { target: `#${CSS.escape(key)}-text`, swap: "outerHTML" });
    }
  }
}

async function ping() {
  if (document.hidden) return;
  const editing = [...editors.values()].find((editor) => editor.form.isConnected);
  const body = new FormData();
  body.set("section", editing?.key ?? "");
  body.set("csrfmiddlewaretoken", token());
  try {
    const answer = await fetch(page.dataset.presence, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const { people, texts } = await answer.json();
    draw(people);
    catchUp(texts);
  } catch {
    // Offline: the circles stay as they were, and the next ping tries again.
  }
}

function begin() {
  for (const form of document.querySelectorAll("form.section-form")) {
    if (form.dataset.begun) continue;
    form.dataset.begun = "1";
    editors.set(form.dataset.section, new Editor(form));
  }
}

if (page) {
  begin();
  document.addEventListener("htmx:load", () => (begin(), ping()));
  ping();
  setInterval(ping, PING);
  document.addEventListener("visibilitychange", ping);
  addEventListener("online", () => editors.forEach((editor) => editor.save()));
  addEventListener("pagehide", () => {
    const body = new FormData();
    body.set("leaving", "1");
    body.set("csrfmiddlewaretoken", token());
    navigator.sendBeacon(page.dataset.presence, body);
  });
  addEventListener("beforeunload", (event) => {
    if ([...editors.values()].some((editor) => editor.form.isConnected && editor.dirty)) event.preventDefault();
  });
}
