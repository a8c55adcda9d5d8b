// Menus are <details>: a click elsewhere and Escape close them. Dialogs open from data-opens, close from data-closes.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog?.showModal) {
    event.preventDefault();
    for (const menu of openMenus()) menu.open = false;
    dialog.showModal();
  }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target.matches("dialog[open]")) event.target.close();
  // An error in the summary puts the caret into its field.
  const field = event.target.closest(".summary a[href^='#']")?.hash;
  if (field) document.getElementById(field.slice(1))?.focus();
  event.target.closest("[data-close-toast]")?.closest(".toast").remove();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
