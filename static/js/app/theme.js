// The colour switch without a reload. The form stays as it is: its cookie is what the next page reads.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-theme-switch]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const { value } = event.submitter;
  if (value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", button.value === value);
  const body = new FormData(form);
  body.set("theme", value);
  await fetch(form.action, { method: "POST", body, redirect: "manual" });
});
