/* Runs before anything is drawn: what the page needs to know first. Material has this inline; our policy allows no inline scripts. */

// Material makes its worker and its results from strings. With `require-trusted-types-for` in force this policy lets that
// through, and no script from another site.
if (window.trustedTypes && trustedTypes.createPolicy) {
  trustedTypes.createPolicy("default", {
    createHTML: (html) => html,
    createScriptURL: (url) => {
      if (new URL(url, location).origin !== location.origin) throw new TypeError(url);
      return url;
    },
  });
}

// Material's script calls these four.
window.__md_scope = new URL("../../", document.currentScript.src);
window.__md_hash = (text) => [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);
window.__md_get = (key, store = localStorage, scope = __md_scope) => {
  try {
    return JSON.parse(store.getItem(scope.pathname + "." + key));
  } catch {
    return null; // storage is switched off, or holds something that is not ours
  }
};
window.__md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try {
    store.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch {
    // storage is switched off: the choice holds for this page
  }
};

// "slate" and "default" are Material's names for dark and light.
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => ["slate", "default"].find((scheme) => scheme === __md_get("scheme"));
  const apply = () => root.setAttribute("data-md-color-scheme", chosen() || (system.matches ? "slate" : "default"));
  root.classList.replace("no-js", "js");
  system.addEventListener("change", apply);
  apply();
}

// WCAG 2.1.4: a letter alone is no command. Material goes to the search on f and s, and to another page on n and p.
addEventListener(
  "keydown",
  (event) => {
    const isSign = event.key && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isSign && !event.target.closest("input, textarea, select, [contenteditable]")) event.stopImmediatePropagation();
  },
  true,
);
