// The page has a script: what only works with one may show itself.
document.documentElement.classList.add("js");
