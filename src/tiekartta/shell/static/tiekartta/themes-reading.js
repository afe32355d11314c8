// The themes for whoever reads them, also without the right to change anything. The page works without this file.

// On a phone a theme's voices come on demand.
if (window.matchMedia("(max-width: 47.99rem)").matches) {
  for (const body of document.querySelectorAll("#ws-board .tk-col__body[open]")) body.open = false;
}

// What put a voice here is fetched when somebody asks.
document.addEventListener(
  "toggle",
  (event) => {
    const why = event.target;
    const link = why.matches?.(".tk-why") && why.open && why.querySelector("div > a:only-child");
    if (link) window.htmx.ajax("GET", link.href, { source: why, target: link.parentElement, swap: "innerHTML" });
  },
  true,
);
