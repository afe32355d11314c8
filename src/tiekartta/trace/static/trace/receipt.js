// A receipt that was scanned brings its code after #: that part of an address stays in the phone.
const field = document.querySelector("input[name=code]");

const takeCode = () => {
  const code = decodeURIComponent(window.location.hash.slice(1));
  if (!code || !field || (field.value && document.activeElement === field)) return;
  field.value = code.slice(0, 60);
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
};

takeCode();
window.addEventListener("hashchange", takeCode); // a second receipt scanned into the same page
