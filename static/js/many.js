/* Files that are dropped anywhere on the page: several of them, or a zip, are the files of the form for many. Where that
   is the only form, one file is too. Without this module its field does the same. */
const many = document.querySelector("[data-drop=many]");
const alone = !document.querySelector("[data-keep=paste]");

const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
const fits = (files) => alone || files.length > 1 || /\.zip$/i.test(files[0]?.name ?? "");

if (many) {
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    many.classList.add("paste-drop");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) many.classList.remove("paste-drop");
  });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    many.classList.remove("paste-drop");
    if (!event.dataTransfer.files.length || !fits(event.dataTransfer.files)) return;
    const taken = new DataTransfer();
    for (const file of event.dataTransfer.files) taken.items.add(file);
    many.querySelector("input[type=file]").files = taken.files;
    many.querySelector("button[type=submit]").focus();
  });
}
