/* Picking from many rows in comfort: a range with Shift, the arrow keys, one author, a thread, the number on the
   button. Without this module every one of them is a box to tick or a button that asks the server. */
const picker = document.querySelector("[data-picker]");

function boxes() {
  return [...picker.querySelectorAll('input[name="m"]:not([type="hidden"], :disabled)')].filter((box) => box.offsetParent);
}

function count() {
  const number = picker.querySelectorAll('input[name="m"]:is(:checked, [type="hidden"])').length;
  picker.querySelector("[data-number]").textContent = number ? `${number} ` : "";
}

if (picker) {
  let last = null;
  picker.addEventListener("click", (event) => {
    const box = event.target;
    if (!box.matches?.('input[name="m"]')) return;
    if (event.shiftKey && last && last !== box) {
      const all = boxes();
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      if (from >= 0) for (const other of all.slice(from, to + 1)) other.checked = box.checked;
    }
    last = box;
    box.focus();
    count();
  });
  // A label that is clicked with Shift held marks text, which is not what is meant here.
  picker.addEventListener("mousedown", (event) => {
    if (event.shiftKey && event.target.closest(".check")) event.preventDefault();
  });
  picker.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches?.('input[name="m"]')) return;
    const all = boxes();
    const next = all[all.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    if (event.shiftKey) next.checked = event.target.checked;
    next.focus();
    last = next;
    count();
  });
  picker.addEventListener("click", (event) => {
    const button = event.target.closest?.('button[name="thread"]');
    if (!button) return;
    const thread = [...picker.querySelectorAll(`[data-thread="${CSS.escape(button.value)}"]`)];
    // What stands in another part of a long chat only the server can pick.
    if (thread.length < Number(button.dataset.of)) return;
    event.preventDefault();
    for (const row of thread) {
      const box = row.querySelector("input:not(:disabled, [data-removed])");
      if (!box) continue;
      box.checked = true;
      row.classList.remove("notice", "bot");
      row.closest("details").open = true;
      row.closest("details").classList.remove("only-noise");
    }
    count();
  });
  const author = picker.querySelector("#author");
  const all = author && !picker.querySelector("[data-in-parts]") && [...author.options].every((option) => !option.selected || !option.value);
  author?.addEventListener("change", () => {
    // What the server has left out of the list only the server can bring back.
    if (!all) {
      picker.requestSubmit(picker.querySelector('button[value="pick"]'));
      return;
    }
    for (const row of picker.querySelectorAll(".message")) {
      row.hidden = author.value !== "" && row.dataset.author !== author.value;
    }
    for (const hour of picker.querySelectorAll(".hour")) hour.hidden = !hour.querySelector(".message:not([hidden])");
  });
  count();
}
