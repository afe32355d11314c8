// Dragging cards of the theme workshop to other columns. What was dropped, and where, is told by the event
// `tk:dropped`; themes.js does it.

const root = document.querySelector(".tk-ws[data-may-edit]");
const board = () => document.getElementById("ws-board");
const columnOf = (element) => element?.closest(".tk-col");

// All ticked cards, when the one in hand is among them.
function chosen(card) {
  const all = [...board().querySelectorAll(".tk-voice:has(input[name=voice]:checked)")];
  return all.includes(card) ? all : [card];
}

const FAR = 6; // pixels before a press becomes a drag
const EDGE = 60; // pixels from an edge where the board or the page scrolls
let drag = null;

document.addEventListener("pointerdown", (event) => {
  const card = event.target.closest?.(".tk-voice");
  if (!card || event.button !== 0 || !root.contains(card)) return;
  const grip = event.target.closest("[data-grip]");
  const plain = event.pointerType === "mouse" && !event.target.closest("a, summary, input, button");
  if (!grip && !plain) return;
  drag = { card, x: event.clientX, y: event.clientY, id: event.pointerId, ghost: null, over: null };
  if (grip) event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (!drag || event.pointerId !== drag.id) return;
  if (!drag.ghost) {
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
    lift();
  }
  event.preventDefault();
  [drag.x, drag.y] = [event.clientX, event.clientY];
  drag.ghost.style.transform = `translate(${drag.x + 8}px, ${drag.y + 8}px)`;
  hover();
});

function lift() {
  drag.cards = chosen(drag.card);
  drag.ghost = drag.card.cloneNode(true);
  drag.ghost.removeAttribute("id");
  drag.ghost.setAttribute("aria-hidden", "true");
  drag.ghost.inert = true;
  for (const part of drag.ghost.querySelectorAll("[id], input")) part.remove();
  drag.ghost.classList.add("tk-ghost");
  if (drag.cards.length > 1) drag.ghost.dataset.more = drag.cards.length;
  for (const card of drag.cards) card.toggleAttribute("data-dragged", true);
  root.append(drag.ghost);
  window.getSelection()?.removeAllRanges();
  document.addEventListener("selectstart", stop);
  drag.listed = getComputedStyle(board()).flexDirection === "column"; // one theme under another
  drag.timer = window.setInterval(scroll, 16);
}

const stop = (event) => event.preventDefault();

function hover() {
  const column = columnOf(document.elementFromPoint(drag.x, drag.y));
  if (column === drag.over) return;
  drag.over?.removeAttribute("data-drop");
  drag.over = column;
  const elsewhere = column && drag.cards.some((card) => columnOf(card) !== column);
  if (elsewhere) column.setAttribute("data-drop", "");
}

function scroll() {
  const box = board().getBoundingClientRect();
  const pull = (at, low, high) => (at < low + EDGE ? -14 : at > high - EDGE ? 14 : 0);
  // A card picked up near an edge scrolls nothing before it has been away from there.
  drag.away ||= !pull(drag.y, 0, innerHeight);
  if (!drag.away) {
    hover();
    return;
  }
  board().scrollBy(pull(drag.x, box.left, box.right), 0); // any place in a column will do
  if (drag.listed) window.scrollBy(0, pull(drag.y, 0, innerHeight));
  hover();
}

function drop(accepted) {
  if (!drag) return;
  const { ghost, over, cards, timer } = drag;
  drag = null;
  if (!ghost) return;
  window.clearInterval(timer);
  ghost.remove();
  document.removeEventListener("selectstart", stop);
  over?.removeAttribute("data-drop");
  for (const card of cards) card.removeAttribute("data-dragged");
  // The click that ends a drag ticks nothing.
  document.addEventListener("click", swallow, { capture: true, once: true });
  window.setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 50);
  const to = over?.dataset.theme;
  const leaving = cards.filter((card) => columnOf(card) !== over);
  if (accepted && to && leaving.length) {
    document.dispatchEvent(new CustomEvent("tk:dropped", { detail: { cards: leaving, to } }));
  }
}

const swallow = (event) => {
  event.preventDefault();
  event.stopPropagation();
};

document.addEventListener("pointerup", (event) => drag?.id === event.pointerId && drop(true));
document.addEventListener("pointercancel", () => drop(false));
document.addEventListener("keydown", (event) => event.key === "Escape" && drop(false));
document.addEventListener("dragstart", (event) => event.target.closest?.(".tk-voice") && event.preventDefault());
