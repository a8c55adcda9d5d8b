// Keeps "3 minutes ago" true while the page stands open.
const units = [["year", 31536e3], ["month", 2592e3], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

function worded(seconds) {
  const ahead = seconds < 0;
  const rest = Math.abs(seconds);
  if (rest < 60) return ahead ? "in a moment" : "just now";
  const [name, size] = units.find((unit) => rest >= unit[1]);
  const count = Math.floor(rest / size);
  const words = `${count}\u00a0${name}${count === 1 ? "" : "s"}`;
  return ahead ? `in ${words}` : `${words} ago`;
}

function refresh() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const text = worded((Date.now() - Date.parse(time.dateTime)) / 1000);
    if (time.textContent !== text) time.textContent = text;
  }
}
refresh();
setInterval(refresh, 30_000);
