/* The box for a write-up: a file that is dropped anywhere on the page is the file of the form, and what is too large is
   said before it is sent. Without this module the field for a file does the same, and the server says it. */
const form = document.querySelector("[data-keep=paste]");
const field = form?.querySelector("input[type=file]");
const box = form?.querySelector("textarea[data-longest]");

// The sentence stands where the server's would stand, so that a second one takes the place of the first.
function say(control, sentence) {
  const id = `${control.id}_error`;
  const holder = control.closest(".field");
  holder.querySelector(`#${id}`)?.remove();
  holder.classList.toggle("wrong", Boolean(sentence));
  control.toggleAttribute("aria-invalid", Boolean(sentence));
  if (!sentence) return;
  const error = Object.assign(document.createElement("div"), { id, className: "field-error" });
  error.setAttribute("role", "alert");
  error.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  control.before(error);
  control.setAttribute("aria-describedby", [...new Set([...(control.getAttribute("aria-describedby") ?? "").split(" "), id])].join(" ").trim());
}

function tooLarge() {
  const file = field.files[0];
  const most = Number(field.dataset.largest);
  const sentence = file && file.size > most ? `${file.name} has ${Math.ceil(file.size / 1048576)} MB. A write-up has at most ${Math.floor(most / 1048576)} MB: choose another file.` : "";
  if (sentence || field.getAttribute("aria-invalid") !== null) say(field, sentence);
  return Boolean(sentence);
}

function tooLong() {
  const most = Number(box.dataset.longest);
  const over = box.value.length > most;
  if (over) say(box, `The text has ${box.value.length.toLocaleString("en")} characters; a write-up has at most ${most.toLocaleString("en")}. It stays here: bring it in as several write-ups.`);
  return over;
}

if (field) {
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.add("paste-drop");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("paste-drop");
  });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.remove("paste-drop");
    // Several, or a zip, are for the form beneath; many.js sees to it.
    const { files } = event.dataTransfer;
    if (files.length !== 1 || /\.zip$/i.test(files[0].name)) return;
    const one = new DataTransfer();
    one.items.add(files[0]);
    field.files = one.files;
    if (tooLarge()) field.focus();
    else form.querySelector("button[type=submit]").focus();
  });
  field.addEventListener("change", tooLarge);
  form.addEventListener("submit", (event) => {
    const wrong = [[field, tooLarge()], [box, tooLong()]].find(([, refused]) => refused);
    if (!wrong) return;
    event.preventDefault();
    wrong[0].focus();
  });
}
