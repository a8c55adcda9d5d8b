// What is folded away on a narrow screen only: <details open data-fold-small>. Without a script it stays open.
if (matchMedia("(width < 640px)").matches) {
  for (const details of document.querySelectorAll("details[data-fold-small]")) details.open = false;
}
