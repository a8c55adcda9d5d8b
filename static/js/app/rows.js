// The links of a timeline's rows answer in place: `after` the row, in its `place`, or `here`, where the link stands.
// One listener, since a thousand rows would each bring their own; without a script each leads to a page.
const SWAPS = { after: "afterend", place: "outerHTML", here: "outerHTML" };

document.addEventListener("click", (event) => {
  const link = event.target.closest(".timeline a[data-in]");
  if (!link || !window.htmx || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const target = link.dataset.in === "here" ? link : link.closest("li");
  htmx.ajax("GET", link.href, { source: link, target, swap: SWAPS[link.dataset.in] });
});
