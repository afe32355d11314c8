// Screening with keys and with a text that follows its marks. Everything goes through the form of the
// page, which works without this file.

const form = document.querySelector("form[data-screening]");
const keys = document.querySelector("[data-keys]");
const KEPT = "tiekartta:screening-keys";
const MARK_AS = { n: "name", p: "place", d: "diagnosis", o: "other" };
const DECIDE = { a: "accept", e: "redact", s: "pass" };

const work = () => document.getElementById("sc-work");
const button = (name, value) => form?.querySelector(`button[name=${name}][value=${value}]`);

// ---- the text follows the marks ------------------------------------------------------------------
let asked = 0;

async function compose(act, passage = "") {
  const data = new FormData(form);
  data.set("act", act);
  if (passage) data.set("passage", passage);
  const mine = (asked += 1);
  const focused = document.activeElement?.id;
  let answer;
  try {
    answer = await fetch(form.action || location.href, { method: "POST", body: data, redirect: "manual" });
  } catch {
    answer = null;
  }
  if (mine !== asked) return; // a later change is on its way
  if (!answer?.ok) return void sendPlainly(act, passage);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("sc-work");
  if (!fresh) return void location.reload();
  work().replaceWith(fresh);
  if (focused) document.getElementById(focused)?.focus();
  form.dispatchEvent(new Event("input", { bubbles: true })); // keep what stands there now
}

// The page itself tells what is wrong.
function sendPlainly(act, passage) {
  const plain = button("act", act);
  if (!plain) return;
  form.querySelector("[data-passage]").value = passage;
  plain.dataset.plain = "";
  plain.click();
}

// ---- the selected part, in the original or in the field of the text -----------------------------
function selected() {
  const field = form.querySelector("[data-after]");
  if (document.activeElement === field) return field.value.slice(field.selectionStart, field.selectionEnd);
  const range = document.getSelection();
  const before = form.querySelector("[data-before]");
  if (!range || range.isCollapsed || !before.contains(range.anchorNode)) return "";
  const part = range.getRangeAt(0).cloneContents();
  for (const aside of part.querySelectorAll("[data-aside]")) aside.remove();
  for (const line of part.querySelectorAll("br")) line.replaceWith(" ");
  return part.textContent;
}

function markAs(kind) {
  const passage = selected().trim() || form.querySelector("[data-passage]").value.trim();
  if (!passage) return form.querySelector("[data-passage]").focus();
  compose(kind, passage);
}

// ---- keys ---------------------------------------------------------------------------------------
const isOn = () => keys?.querySelector("[data-keys-on]").checked;
const isWriting = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

function openReject() {
  const reject = form.querySelector("[data-reject]");
  reject.open = true;
  (reject.querySelector("input:checked") ?? reject.querySelector("input[type=radio]"))?.focus();
}

function press(key) {
  if (key === "u") return document.querySelector("form[data-undo] button")?.click();
  if (key === "j" || key === "k") return document.querySelector(`[data-go=${key === "j" ? "next" : "previous"}]`)?.click();
  if (!form) return undefined;
  if (key in DECIDE) return button("decision", DECIDE[key])?.click();
  if (key in MARK_AS) return markAs(MARK_AS[key]);
  if (key === "r") return openReject();
  if (key === "m") return form.querySelector("[data-mark]")?.focus();
  if (key === "t") return form.querySelector("[data-after]").focus();
  return undefined;
}

const ALL = ["u", "j", "k", "r", "m", "t", ...Object.keys(DECIDE), ...Object.keys(MARK_AS)];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.repeat || event.isComposing) return;
  const inText = event.target.matches?.("[data-after]");
  const key = event.code?.startsWith("Key") && event.altKey ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  if (event.altKey) {
    if (!inText || !(key in MARK_AS)) return;
  } else {
    if (event.key === "Escape" && isWriting(event.target)) return void event.target.blur();
    if (event.key === "Enter" && event.target.matches?.("[data-reject] input[type=radio]")) {
      event.preventDefault();
      return void button("decision", "reject").click();
    }
    if (!isOn() || isWriting(event.target) || !ALL.includes(key)) return;
  }
  event.preventDefault();
  press(key);
});

// ---- what the scripts add to the page -----------------------------------------------------------
if (form) {
  document.documentElement.classList.add("sc-scripted");
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-mark]")) compose("compose");
  });
  form.addEventListener("submit", (event) => {
    const act = event.submitter?.name === "act" ? event.submitter.value : "";
    if (!act || event.submitter.dataset.plain !== undefined) return;
    if (act === "compose") return;
    event.preventDefault();
    markAs(act);
  });
  // A press on a button would take the selection away before it can be read.
  form.addEventListener("mousedown", (event) => {
    if (event.target.closest?.("button[name=act]")) event.preventDefault();
  });
}
if (keys) {
  keys.hidden = false;
  const toggle = keys.querySelector("[data-keys-on]");
  try {
    toggle.checked = localStorage.getItem(KEPT) !== "off";
    toggle.addEventListener("change", () => localStorage.setItem(KEPT, toggle.checked ? "on" : "off"));
  } catch {
    // storage is refused: the switch works for this page
  }
}
