// Keeps an unfinished answer in this browser until it is sent, and lets a page follow its conditions.
// Every page works without this file. Neither the code of an invitation nor a receipt is ever kept.

const DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;
const OFF = "tiekartta:vastaus:off";
const keyOf = (survey) => `tiekartta:vastaus:${survey}`;
const KEPT = (name) => name.startsWith("q-") || name === "quote";

const stored = (() => {
  try {
    window.localStorage.getItem(OFF);
    return { local: window.localStorage, tab: window.sessionStorage };
  } catch {
    return null; // storage is refused: nothing is kept, nothing breaks
  }
})();

const read = (survey) => {
  try {
    const kept = JSON.parse(stored.local.getItem(keyOf(survey)));
    if (kept && Date.now() - kept.when < DAYS * DAY && Array.isArray(kept.fields)) return kept;
  } catch {
    // what cannot be read is of no use
  }
  stored.local.removeItem(keyOf(survey));
  return null;
};

const write = (form) => {
  const survey = form.dataset.answering;
  if (stored.tab.getItem(OFF) === survey) return;
  const fields = [...new FormData(form)].filter(([name, value]) => KEPT(name) && value);
  if (!fields.length) return;
  stored.local.setItem(keyOf(survey), JSON.stringify({ when: Date.now(), at: form.elements.at.value, fields }));
};

const forget = (survey) => {
  stored.local.removeItem(keyOf(survey));
  stored.tab.setItem(OFF, survey);
};

const submitWith = (form, act, fields) => {
  for (const [name, value] of [...fields, ["act", act]]) {
    const hidden = document.createElement("input");
    [hidden.type, hidden.name, hidden.value] = ["hidden", name, value];
    form.append(hidden);
  }
  form.submit();
};

document.querySelector("[data-focus]")?.focus();

for (const form of stored ? document.querySelectorAll("form[data-answering]") : []) {
  const survey = form.dataset.answering;
  const device = form.querySelector("[data-device]");
  if (device) {
    device.hidden = false;
    write(form); // what came along from the page before
    form.addEventListener("input", () => write(form));
    device.querySelector("[data-forget]").addEventListener("click", () => {
      forget(survey);
      const note = device.querySelector("[data-forgotten]");
      note.textContent = note.dataset.said;
    });
  }
  const box = form.querySelector("[data-kept]");
  const kept = box && read(survey);
  if (kept && ![...new FormData(form).keys()].some(KEPT)) {
    box.hidden = false;
    box.querySelector("[data-continue]").addEventListener("click", () => {
      stored.tab.removeItem(OFF);
      submitWith(form, `go:${kept.at}`, kept.fields);
    });
    box.querySelector("[data-forget]").addEventListener("click", () => {
      stored.local.removeItem(keyOf(survey));
      box.hidden = true;
      form.querySelector("button[value=start]").focus();
    });
  }
  if (form.hasAttribute("data-begin")) {
    form.addEventListener("submit", () => stored.tab.removeItem(OFF));
    // A code that came in the address belongs into the form only.
    if (form.elements.token?.value) window.history.replaceState(null, "", form.getAttribute("action"));
  }
}

// An answer that was received is no longer kept.
const sent = document.querySelector("[data-sent]");
if (sent && stored) stored.local.removeItem(keyOf(sent.dataset.sent));

// A question that depends on another of the same page shows when it is asked.
for (const dependent of document.querySelectorAll("[data-shown-after]")) {
  const wanted = dependent.dataset.shownWhen.split(" ");
  const name = dependent.dataset.shownAfter;
  const follow = () => {
    const chosen = [...document.querySelectorAll(`[name="${CSS.escape(name)}"]:checked`)].map((each) => each.value);
    dependent.hidden = !chosen.some((value) => wanted.includes(value));
  };
  document.addEventListener("change", follow);
  follow();
}

const copy = document.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector("[data-code]").textContent.trim());
    const note = document.querySelector("[data-copied]");
    note.textContent = note.dataset.said;
  });
}
