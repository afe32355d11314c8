// The screen on which paper forms are typed in. Without this, Tab leads on and the form is sent as any other.
const form = document.querySelector("form[data-typing]");

function fields() {
  return [...form.querySelectorAll("input:not([type=hidden]), textarea, button[type=submit]")];
}

function step(from, by) {
  const all = fields();
  const next = all[all.indexOf(from) + by];
  if (!next) return;
  next.focus();
  if (next.select) next.select();
}

function mark(item) {
  const choices = item.querySelectorAll(".ty-choices li");
  if (!choices.length || item.matches(".ty-group")) return;
  const typed = item.querySelector("input").value.trim();
  const pieces = item.dataset.kind === "multi" && choices.length <= 9 && !/[\s,;.+]/.test(typed)
    ? [...typed] : typed.split(/[\s,;.+]+/);
  choices.forEach((choice, at) => choice.toggleAttribute("data-chosen", pieces.includes(String(at + 1))));
}

if (form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.matches("button")) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.shiftKey && event.target.matches("textarea")) {
      return; // a new line
    } else {
      event.preventDefault();
      step(event.target, event.shiftKey ? -1 : 1);
    }
  });
  form.addEventListener("input", (event) => {
    const item = event.target.closest(".ty-item");
    if (item) mark(item);
  });
  form.querySelectorAll(".ty-item").forEach(mark);
  const wrong = form.querySelector("[aria-invalid=true]");
  (wrong || fields()[0])?.focus();
}
