// Makes pages livelier where scripts run. Every page works without this file.

// Ask before something that cannot be taken back: data-confirm="Question?" on a form or a button.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// Open a dialog of this page instead of following the link to the page that does the same.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  dialog.showModal();
});

// A page that came back with problems starts from their summary.
document.querySelector("[data-focus]")?.focus();

// What was typed stays typed: data-keep="name" on a form keeps its fields until it has been sent and accepted.
const KEPT = "textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit])";
const SENT = "tiekartta:sent";

const readFields = (form) => {
  const values = {};
  for (const control of form.querySelectorAll(KEPT)) {
    if (!control.name) continue;
    const ticks = control.type === "checkbox" || control.type === "radio";
    (values[control.name] ??= []).push(ticks ? [control.value, control.checked] : control.value);
  }
  return values;
};

const writeFields = (form, values) => {
  let changed = false;
  const places = {};
  for (const control of form.querySelectorAll(KEPT)) {
    const place = (places[control.name] = (places[control.name] ?? -1) + 1);
    const kept = values[control.name]?.[place];
    if (kept === undefined) continue;
    if (Array.isArray(kept)) {
      if (control.value === kept[0] && control.checked !== kept[1]) [control.checked, changed] = [kept[1], true];
    } else if (control.value !== kept) {
      [control.value, changed] = [kept, true];
    }
  }
  return changed;
};

const keyOf = (form) => `tiekartta:keep:${location.pathname}:${form.dataset.keep}`;

const storage = (() => {
  try {
    window.sessionStorage.getItem(SENT);
    return window.sessionStorage;
  } catch {
    return null; // storage is refused: nothing is kept, nothing breaks
  }
})();

if (storage) {
  // A form that was sent and did not come back has been accepted: its draft has served.
  const sent = storage.getItem(SENT);
  storage.removeItem(SENT);
  const forms = [...document.querySelectorAll("form[data-keep]")];
  const isErrorPage = document.querySelector(".tk-code") !== null;
  const cameBack = (key) =>
    isErrorPage || forms.some((form) => keyOf(form) === key && form.querySelector("[aria-invalid=true], [data-focus]"));
  if (sent && !cameBack(sent)) storage.removeItem(sent);

  for (const form of forms) {
    const kept = storage.getItem(keyOf(form));
    if (kept && writeFields(form, JSON.parse(kept))) {
      const note = document.createElement("p");
      note.className = "tk-note";
      note.setAttribute("role", "status");
      note.textContent = document.body.dataset.keepNote ?? "";
      form.prepend(note);
    }
    form.addEventListener("input", () => storage.setItem(keyOf(form), JSON.stringify(readFields(form))));
    form.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) storage.setItem(SENT, keyOf(form));
    });
  }
}
