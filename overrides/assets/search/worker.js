/*
 * The worker behind the search box of Material for MkDocs, in place of its own. Material sends SETUP and then QUERY,
 * and expects READY and RESULT (its src/templates/assets/javascripts/integrations/search/worker). The address ends in
 * the language: `worker.js?nl`. The index and the libraries are only fetched when someone really searches.
 */
"use strict";

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const FAILED = {
  nl: ["Het zoeken lukt nu niet", "Controleer uw verbinding en typ nog een letter, dan wordt het opnieuw geprobeerd."],
  en: ["The search does not work now", "Check your connection and type another letter to try again."],
};
const here = new URL(".", self.location.href);
const [code] = /^[a-z]{2,3}$/.exec(self.location.search.slice(1)) || ["nl"];

// A host that asks for Trusted Types asks it of this file too; importScripts then needs a policy.
if (self.trustedTypes)
  self.trustedTypes.createPolicy("default", {
    createScriptURL: (url) => {
      if (new URL(url, here).origin !== here.origin) throw new TypeError(url);
      return url;
    },
  });

const load = (...files) => self.importScripts(...files.map((file) => new URL(file, here).href));

async function build() {
  // Ask the host whether the index is still the newest: an old one leads to pages that are gone.
  const coming = fetch(new URL(`../../search/${code}.json`, here), { cache: "no-cache" });
  load("languages.js", "ranking.js", "vendor/minisearch.js");
  const language = self.searchLanguages[code] || {};
  const stem = stemmer(language);
  const response = await coming;
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return self.createSearch(await response.json(), language, self.MiniSearch, stem);
}

function stemmer({ stemmer: [file, name] = [] }) {
  if (!file) return (word) => word;
  load("vendor/snowball-base.js", `vendor/${file}`);
  const snowball = new self[name]();
  return (word) => snowball.stemWord(word);
}

let search; // a promise, once someone has searched
let newest = 0;

/** The answer to a query, or nothing if a newer query came in the meantime. */
async function answer(query) {
  const number = ++newest;
  if (!query.trim()) return { items: [] };
  const mine = (search ||= build());
  try {
    const find = await mine;
    return number === newest ? find(query) : undefined;
  } catch (fault) {
    console.warn(fault);
    if (search === mine) search = undefined; // the next query tries again
    return number === newest ? { items: [failure()] } : undefined;
  }
}

/** "Nothing found" would not be true when the index could not be fetched; this is a result that says what happened. */
function failure() {
  const [title, text] = FAILED[code] || FAILED.nl;
  return [{ location: "", title, text, score: 0, terms: {} }];
}

self.addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) self.postMessage({ type: READY });
  if (type !== QUERY) return;
  const result = await answer(data);
  if (result) self.postMessage({ type: RESULT, data: result });
});
