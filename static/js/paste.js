/* The box for a write-up: a file that is dropped anywhere on the page is the file of the form. Without this module
   the field for a file does the same. */
const form = document.querySelector("[data-keep=paste]");
const field = form?.querySelector("input[type=file]");

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
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    field.files = one.files;
    form.querySelector("button[type=submit]").focus();
  });
}
