/* A paste from a web page or a document keeps its headings, lists, tables and links: the server makes Markdown of
   them, as it does of files. The plain text stands in the box at once and is one button away afterwards. Without
   this module the browser pastes plain text. */
const form = document.querySelector("[data-rich]");
const box = form?.querySelector("textarea");
const note = form?.querySelector("[data-rich-note]");
// Marks that say something; an editor's colours around plain lines say nothing, and its text may be Markdown.
const telling = /<(?:h[1-6]|li|t[dh]|dt|blockquote)\b|<a\s[^>]{0,2000}\bhref=/i;
// Past this many characters the browser's own list of steps to undo takes seconds.
const LONG = 50_000;
let last = null;

function put(start, end, text) {
  box.focus();
  box.setSelectionRange(start, end);
  if (text.length < LONG && text && document.execCommand("insertText", false, text)) return;
  box.setRangeText(text, start, end, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function say(sentence, button) {
  note.hidden = !sentence;
  note.querySelector("span").textContent = sentence;
  const other = note.querySelector("button");
  other.hidden = !button;
  other.textContent = button ?? "";
}

async function markdown(html) {
  const sent = new FormData();
  sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  sent.set("html", new Blob([html], { type: "text/html" }), "clipboard.html");
  const answer = await fetch(form.dataset.rich, { method: "POST", body: sent, credentials: "same-origin" });
  const text = await answer.text();
  // Another page, such as the one to sign in, is no Markdown.
  if (!answer.headers.get("Content-Type")?.startsWith("text/plain")) throw new Error("no answer");
  return answer.ok ? { text } : { refusal: text };
}

// Where the words now stand; null once they have been changed by hand.
function found(words, start) {
  if (box.value.startsWith(words, start)) return start;
  const at = box.value.indexOf(words);
  return words && at >= 0 ? at : null;
}

function swap() {
  const [now, then] = last.plain ? [last.words, last.made] : [last.made, last.words];
  const at = found(now, last.start);
  if (at === null) return say("The text has been changed since, so it stays as it is.");
  put(at, at + now.length, then);
  last = { ...last, start: at, plain: !last.plain };
  if (last.plain) say("Pasted as plain text.", "Bring its headings, lists and links back");
  else say("Pasted with its headings, lists, tables and links.", "Paste as plain text");
}

async function pasted(event) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  if (!telling.test(html)) return say("");
  const words = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
  event.preventDefault();
  const start = box.selectionStart;
  put(start, box.selectionEnd, words);
  say("Reading its headings, lists, tables and links …");
  const came = await markdown(html).catch(() => ({ refusal: "The server did not answer." }));
  if (came.refusal) return say(`Pasted as plain text. ${came.refusal}`);
  last = { start, words, made: came.text, plain: true };
  swap();
}

if (box && note) {
  box.addEventListener("paste", pasted);
  note.querySelector("button").addEventListener("click", swap);
}
