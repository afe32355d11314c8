// A receipt that was scanned brings its code after #: that part of an address stays in the phone.
const code = decodeURIComponent(window.location.hash.slice(1));
const field = document.querySelector("input[name=code]");
if (code && field && !field.value) {
  field.value = code.slice(0, 60);
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
}
