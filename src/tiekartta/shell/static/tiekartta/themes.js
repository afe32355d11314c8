// The theme workshop with keys. Whatever is done here goes through the forms of the page,
// which work without this file.

const root = document.querySelector(".tk-ws[data-may-edit]");
const ticked = document.getElementById("ticked");
const pick = document.getElementById("ws-pick");
const said = document.getElementById("ws-said");
const problem = document.getElementById("ws-problem");
const NONE = "none";

document.documentElement.classList.add("tk-scripted");

const board = () => document.getElementById("ws-board");
const columns = () => [...board().querySelectorAll(".tk-col")];
const columnOf = (element) => element?.closest(".tk-col");
const cardsOf = (column) => (column.querySelector(".tk-col__body")?.open ? [...column.querySelectorAll(".tk-voice")] : []);
const tickOf = (card) => card.querySelector("input[name=voice]");
const titleOf = (column) => column.querySelector(".tk-col__title a");
const escapeTick = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

// ---- one card of each column in the tab order; the parts of the current one follow it ----------
let here = null; // id of the card that has or had the focus

function arrange() {
  const cards = [...board().querySelectorAll(".tk-voice")];
  const current = cards.find((card) => card.id === here) ?? cards[0];
  for (const list of board().querySelectorAll(".tk-col__cards")) {
    list.setAttribute("role", "grid");
    list.setAttribute("aria-labelledby", `h-${columnOf(list).dataset.theme}`);
  }
  for (const card of cards) {
    card.parentElement.setAttribute("role", "row");
    card.setAttribute("role", "gridcell");
    card.tabIndex = -1;
    card.setAttribute("aria-selected", String(tickOf(card).checked));
    for (const part of card.querySelectorAll("input, summary, a")) part.tabIndex = card === current ? 0 : -1;
  }
  for (const column of columns()) {
    const stop = current && columnOf(current) === column ? current : column.querySelector(".tk-voice");
    if (stop) stop.tabIndex = 0;
  }
  count();
}

function count() {
  const number = board().querySelectorAll("input[name=voice]:checked").length;
  ticked.toggleAttribute("data-some", number > 0);
  ticked.querySelector("[data-count]").textContent = number ? `${number} ·` : "";
}

function focusOn(target) {
  if (!target) return;
  if (target.matches(".tk-voice")) {
    here = target.id;
    arrange();
  }
  target.focus();
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function neighbour(card, key) {
  const all = columns();
  const column = columnOf(card);
  const at = all.indexOf(column);
  const cards = cardsOf(column);
  const row = cards.indexOf(card);
  if (key === "ArrowDown") return row < 0 ? cards[0] : cards[row + 1];
  if (key === "ArrowUp") return row <= 0 ? titleOf(column) : cards[row - 1];
  if (key === "Home") return cards[0];
  if (key === "End") return cards.at(-1);
  const next = all[at + (key === "ArrowRight" ? 1 : -1)];
  if (!next) return null;
  const beside = cardsOf(next);
  return beside[Math.min(Math.max(row, 0), beside.length - 1)] ?? titleOf(next);
}

// ---- acting through the form --------------------------------------------------------------------
let after = null; // where the focus goes when the answer has come

const chosen = (card) => {
  const all = [...board().querySelectorAll(".tk-voice:has(input[name=voice]:checked)")];
  return all.includes(card) ? all : [card];
};

function act(name, cards, { to = "", title = "" } = {}) {
  const boxes = [...board().querySelectorAll("input[name=voice]")];
  const before = boxes.map((box) => box.checked);
  const mine = new Set(cards.map(tickOf));
  for (const box of boxes) box.checked = mine.has(box);
  ticked.elements.to.value = to;
  ticked.elements.title.value = title;
  const leaves = name === "move" || name === "remove" || name === "split";
  const first = cards.find((card) => card.id === here) ?? cards[0];
  after = leaves ? places(first, new Set(cards)) : [first.id];
  for (const card of cards) card.setAttribute("aria-busy", "true");
  ticked.requestSubmit(ticked.querySelector(`button[value=${name}]`));
  boxes.forEach((box, place) => (box.checked = before[place]));
  ticked.elements.to.value = "";
  ticked.elements.title.value = "";
}

// The cards after it in the column, then those before, then the heading: whichever is still there.
function places(card, leaving) {
  const cards = cardsOf(columnOf(card));
  const row = cards.indexOf(card);
  const order = [...cards.slice(row + 1), ...cards.slice(0, row).reverse()].filter((each) => !leaving.has(each));
  return [...order.map((each) => each.id), `h-${columnOf(card).dataset.theme}`];
}

function settle() {
  for (const busy of board().querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
  const lost = document.activeElement === document.body || document.activeElement === null;
  const wanted = after;
  after = null;
  if (typeof wanted?.[1] === "number") {
    arrange();
    focusOn(cardsOf(document.getElementById(wanted[0]))[wanted[1]]);
    return;
  }
  if (wanted) {
    const id = wanted.find((each) => document.getElementById(each));
    const target = id && document.getElementById(id);
    const focusable = target?.matches("h3") ? target.querySelector("a") : target;
    if (lost && focusable) {
      arrange();
      focusOn(focusable);
      return;
    }
  }
  arrange();
}

const tell = (text) => (problem.innerHTML = `<p class="tk-said" data-problem>${escapeTick(text)}</p>`);

document.addEventListener("htmx:after:swap", settle);
document.addEventListener("htmx:before:request", () => {
  problem.textContent = "";
  const acting = document.activeElement;
  const own = columnOf(acting);
  if (acting?.closest(".tk-col__panel")) after = headings(own, own.querySelector(".tk-col__panel select")?.value);
  else if (acting?.closest(".tk-menu")) after = headings(own);
  else if (acting?.closest("#ws-rejected")) after = headings(null, acting.closest("form")?.dataset.theme);
});

// Headings to go to when what had the focus is gone: of its column, of the theme it went into, of those beside.
function headings(own, into) {
  const all = columns();
  const at = all.indexOf(own);
  const keys = [own?.dataset.theme, into, all[at + 1]?.dataset.theme, all[at - 1]?.dataset.theme];
  return keys.filter(Boolean).map((key) => `h-${key}`);
}

document.addEventListener("htmx:error", (event) => {
  if (event.detail?.ctx) tell(root.dataset.lost);
  settle();
});
// Answers that are no parts of this page: the session has ended (its words come from the server), or something broke.
document.addEventListener("htmx:response:error", (event) => {
  const { response, text } = event.detail.ctx;
  if (response.status === 401) problem.innerHTML = text;
  else if (!text.includes("hx-partial") && !/^\s*<form/.test(text)) tell(root.dataset.broken);
});

document.addEventListener("tk:dropped", ({ detail }) => act("move", detail.cards, { to: detail.to }));

// ---- keys ---------------------------------------------------------------------------------------
const KEYS = {
  m: (card) => choose(chosen(card)),
  p: (card) => act(card.dataset.placing === "pinned" ? "unpin" : "pin", chosen(card)),
  r: (card) => columnOf(card).dataset.theme !== NONE && act("remove", chosen(card)),
  u: (card) => {
    after = [card.id, ...places(card, new Set())];
    document.querySelector("[data-undo] button")?.click();
  },
  n: (card) => columnOf(card).querySelector("[data-notes]")?.click(),
  w: (card) => card.querySelector(".tk-why > summary")?.click(),
  "?": () => document.getElementById("ws-keys").showModal(),
};
const ARROWS = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  const card = target.closest?.(".tk-voice");
  const heading = target.matches?.(".tk-col__title a");
  if ((!card && !heading) || !root.contains(target)) return;
  if (ARROWS.has(event.key) && (target === card || heading || target.matches("input, summary, a"))) {
    const next = neighbour(card ?? target, event.key);
    event.preventDefault();
    focusOn(next);
    return;
  }
  if (!card) return;
  if (event.key === " " && target === card) {
    event.preventDefault();
    const box = tickOf(card);
    box.checked = !box.checked;
    arrange();
    return;
  }
  if (event.key === "Escape") focusOn(card);
  const key = KEYS[event.key.toLowerCase()];
  if (key) {
    event.preventDefault();
    here = card.id;
    key(card);
  }
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.(".tk-voice");
  if (card && card.id !== here) {
    here = card.id;
    arrange();
  }
});
document.addEventListener("change", (event) => event.target.matches("input[name=voice]") && arrange());

// ---- choosing a theme by typing -----------------------------------------------------------------
const words = document.getElementById("ws-pick-words");
const list = document.getElementById("ws-pick-list");
let moving = [];
let from = null;

function choose(cards) {
  moving = cards;
  from = document.activeElement;
  words.value = "";
  options();
  pick.showModal();
  words.focus();
}

function options() {
  const typed = words.value.trim().toLocaleLowerCase();
  const own = new Set(moving.map((card) => columnOf(card).dataset.theme));
  const themes = [...ticked.elements.to.options].filter((each) => each.value && !(own.size === 1 && own.has(each.value)));
  const begins = (each) => each.text.toLocaleLowerCase().startsWith(typed);
  const fits = themes.filter((each) => each.text.toLocaleLowerCase().includes(typed));
  fits.sort((one, other) => Number(begins(other)) - Number(begins(one)));
  list.replaceChildren(...fits.map((each, place) => option(each.value, each.text, place)));
  if (typed && own.size === 1 && !own.has(NONE) && !fits.some((each) => each.text.toLocaleLowerCase() === typed)) {
    list.append(option("", `${root.dataset.new} ${words.value.trim()}`, fits.length));
  }
  select(list.firstElementChild);
}

function option(value, text, place) {
  const item = document.createElement("li");
  item.id = `ws-pick-${place}`;
  item.setAttribute("role", "option");
  item.dataset.to = value;
  item.textContent = text;
  return item;
}

function select(item) {
  for (const each of list.children) each.setAttribute("aria-selected", String(each === item));
  words.setAttribute("aria-activedescendant", item?.id ?? "");
  item?.scrollIntoView({ block: "nearest" });
}

const selected = () => list.querySelector("[aria-selected=true]");

function accept() {
  const item = selected();
  if (!item) return;
  pick.close("done");
  from?.focus();
  if (item.dataset.to) act("move", moving, { to: item.dataset.to });
  else act("split", moving, { title: words.value.trim() });
}

words.addEventListener("input", options);
words.addEventListener("keydown", (event) => {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (step) {
    event.preventDefault();
    if (selected()?.[step]) select(selected()[step]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    accept();
  }
});
list.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (item) {
    select(item);
    accept();
  }
});
pick.querySelector("[data-pick]").addEventListener("click", (event) => {
  event.preventDefault();
  accept();
});
pick.addEventListener("close", () => pick.returnValue !== "done" && from?.focus());

// ---- what opens and closes ----------------------------------------------------------------------
function closeMenus(except = null) {
  for (const menu of board().querySelectorAll(".tk-menu[open]")) {
    if (menu === except) continue;
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
}

document.addEventListener("click", (event) => {
  const more = event.target.closest?.(".tk-col__more");
  if (more) after = [`c-${columnOf(more).dataset.theme}`, cardsOf(columnOf(more)).length];
  const menu = event.target.closest?.(".tk-menu");
  closeMenus(event.target.closest?.(".tk-menu__list a") ? null : menu);
  if (event.target.closest?.("[data-keys]")) document.getElementById("ws-keys").showModal();
  const close = event.target.closest?.("[data-close]");
  if (close) {
    const column = columnOf(close);
    close.closest(".tk-col__panel").replaceChildren();
    column.querySelector(".tk-menu > summary")?.focus();
  }
});

document.querySelector("[data-keys]")?.removeAttribute("hidden");
arrange();
