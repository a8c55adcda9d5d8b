// Copies an absolute link, or the text of an element; says so for two seconds, to the eye and to a screen reader.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copies]");
  if (!button) return;
  const address = button.dataset.copies
    ? document.getElementById(button.dataset.copies).textContent
    : new URL(button.dataset.copy || location.pathname, location.href).href;
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    prompt("Copy this:", address);
    return;
  }
  const label = button.getAttribute("aria-label");
  button.dataset.copied = "";
  button.setAttribute("aria-label", "Copied");
  setTimeout(() => {
    delete button.dataset.copied;
    button.setAttribute("aria-label", label);
  }, 2000);
});
