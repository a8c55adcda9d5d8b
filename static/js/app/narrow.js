// A form that narrows a list follows a choice at once; without a script its button does.
for (const form of document.querySelectorAll("form[data-narrows]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });
}
