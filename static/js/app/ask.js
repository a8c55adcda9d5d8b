// Asking people for a review: typing narrows the list, and the button says whom it asks. Without a script
// the "Find" button does the first, and the second is true after it.
const form = document.querySelector("form[data-ask]");

if (form) {
  const list = form.querySelector("[data-people]");
  const button = form.querySelector("[data-ask-button]");
  const search = form.querySelector("input[type=search]");
  const joined = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join(""));

  const say = () => {
    const names = [...list.querySelectorAll("input:checked")].map((box) => box.dataset.first);
    button.textContent = names.length ? `Ask ${joined(names)} to review` : "Ask them to review";
  };
  const narrow = () => {
    const wanted = search.value.trim().toLowerCase();
    for (const row of list.querySelectorAll("label")) {
      const kept = row.querySelector("input").checked || row.textContent.toLowerCase().includes(wanted);
      row.hidden = !kept;
    }
  };
  list.addEventListener("change", say);
  search.addEventListener("input", narrow);
}
