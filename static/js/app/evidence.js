// Evidence by paste and drop. What is pasted into an entry's form, dropped on it or chosen in it is sent at once,
// and its row of the form comes back; whatever goes wrong is said beside it, and the rest of the form stays.
// Without a script the files go along with the form.
const formOf = (target) => {
  const form = target instanceof Element && target.closest("[data-entry-form]");
  return form && form.querySelector("[data-evidence]") ? form : null;
};
const filesIn = (transfer) => [...(transfer?.files ?? [])];
const underway = new WeakMap();

function say(form, words) {
  form.querySelector("[data-evidence-says]").textContent = words;
}

// A pasted screenshot is called image.png by every browser; the minute tells two of them apart.
function named(file) {
  if (file.name !== "image.png") return file;
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return new File([file], `screenshot-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.png`, { type: file.type });
}

function waiting(form, file) {
  const row = document.createElement("li");
  row.className = "enclosure";
  const place = Object.assign(document.createElement("span"), { className: "enclosure-seen" });
  const about = Object.assign(document.createElement("div"), { className: "enclosure-about" });
  const name = Object.assign(document.createElement("p"), { className: "t12 break", textContent: file.name });
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", `Sending ${file.name}`);
  const stop = Object.assign(document.createElement("button"), { type: "button", className: "link-button t12", textContent: "Cancel" });
  about.append(name, bar, stop);
  row.append(place, about);
  form.querySelector("[data-enclosures]").append(row);
  return { row, about, bar, stop };
}

function refuse(shown, words) {
  const why = Object.assign(document.createElement("p"), { className: "field-error", textContent: words });
  why.setAttribute("role", "alert");
  shown.row.classList.add("refused");
  shown.stop.textContent = "Dismiss";
  shown.stop.onclick = () => shown.row.remove();
  shown.bar.replaceWith(why);
}

function count(form, step) {
  const left = (underway.get(form) ?? 0) + step;
  underway.set(form, left);
  const held = form.dataset.evidenceHeld;
  if (left === 0 && held) {
    delete form.dataset.evidenceHeld;
    if (form.isConnected) form.requestSubmit(form.querySelector(`[name="${held}"]`) ?? undefined);
  }
}

// XMLHttpRequest, since fetch does not tell how much has been sent.
function send(form, given) {
  const file = named(given);
  const shown = waiting(form, file);
  const asked = new XMLHttpRequest();
  const body = new FormData();
  body.append("attachments", file);
  shown.stop.onclick = () => asked.abort();
  asked.upload.onprogress = (event) => {
    if (event.lengthComputable) shown.bar.value = event.loaded / event.total;
  };
  asked.onload = () => {
    const offered = asked.responseText.trim();
    if (asked.status === 200) {
      shown.row.insertAdjacentHTML("afterend", offered);
      const alt = shown.row.nextElementSibling?.querySelector("[name^=alt-]");
      const idle = document.activeElement === shown.stop;
      shown.row.remove();
      if (idle) alt?.focus();
      say(form, `${file.name} is attached.${alt ? " Say what it shows." : ""}`);
    } else if (asked.status === 422 || asked.status === 401) refuse(shown, offered);
    else if (asked.status === 413) refuse(shown, `“${file.name}” is too large to be sent.`);
    else refuse(shown, `“${file.name}” could not be kept. Try again in a moment.`);
  };
  asked.onerror = () => refuse(shown, `“${file.name}” could not be sent: the server does not answer.`);
  asked.onabort = () => {
    shown.row.remove();
    say(form, `${file.name} was not sent.`);
  };
  asked.onloadend = () => count(form, -1);
  count(form, 1);
  say(form, `Sending ${file.name}.`);
  asked.open("POST", form.querySelector("[data-evidence]").dataset.evidence);
  asked.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
  asked.setRequestHeader("HX-Request", "true");
  asked.send(body);
}

function take(form, files) {
  form.querySelector("[data-evidence]").closest("details")?.setAttribute("open", "");
  for (const file of files) send(form, file);
}

document.addEventListener("paste", (event) => {
  const form = formOf(event.target);
  const files = filesIn(event.clipboardData);
  // Text from a document brings a picture of itself along; then the text is what is meant.
  if (!form || !files.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  take(form, files);
});

document.addEventListener("dragover", (event) => {
  const form = formOf(event.target);
  if (!form || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  form.classList.add("takes");
});
document.addEventListener("dragleave", (event) => {
  const form = formOf(event.target);
  if (form && !form.contains(event.relatedTarget)) form.classList.remove("takes");
});
document.addEventListener("drop", (event) => {
  const form = formOf(event.target);
  const files = filesIn(event.dataTransfer);
  if (!form || !files.length) return;
  event.preventDefault();
  form.classList.remove("takes");
  take(form, files);
});

document.addEventListener("change", (event) => {
  const form = event.target.matches?.("[data-files]") && formOf(event.target);
  if (!form) return;
  const files = [...event.target.files];
  event.target.value = "";
  take(form, files);
});

// Saving waits for what is still being sent, and then goes on by itself.
document.addEventListener(
  "submit",
  (event) => {
    const form = formOf(event.target);
    if (!form || !underway.get(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.dataset.evidenceHeld = event.submitter?.name || "-";
    say(form, "The entry is saved as soon as the files have been sent.");
  },
  true,
);

// An image opens large in place. Without a script its link leads to it.
function light(link) {
  const dialog = document.createElement("dialog");
  dialog.className = "light";
  const figure = document.createElement("figure");
  const small = link.querySelector("img");
  const image = Object.assign(document.createElement("img"), { src: link.href, alt: small?.alt ?? "" });
  const caption = document.createElement("figcaption");
  const words = Object.assign(document.createElement("span"), { textContent: small?.alt || link.dataset.light });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: "Close" });
  dialog.setAttribute("aria-label", link.dataset.light);
  close.onclick = () => dialog.close();
  dialog.onclick = (event) => event.target === dialog && dialog.close();
  dialog.onclose = () => {
    dialog.remove();
    link.focus();
  };
  caption.append(words, close);
  figure.append(image, caption);
  dialog.append(figure);
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-light]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  light(link);
});
