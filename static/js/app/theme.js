// The colour switch without a reload. The form stays as it is: its cookie is what the next page reads.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-theme-switch]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const { value } = event.submitter;
  if (value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
  const body = new FormData(form);
  body.set("theme", value);
  // Kept alive, so that leaving the page right away does not take the choice back; pressed once it is kept.
  await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", button.value === value);
});
