/*
 * Finds sections of this site by words: the ranking alone, without fetching or messages (those are in worker.js).
 *
 * MiniSearch keeps the index and scores by BM25. Around it stands what readers need here and what it does not do:
 * compounds ("cyberpesten" finds "pesten"), words written apart ("klassen app"), words that mean the same, typing
 * faults only where nothing else fits, first the sections that answer more of the question, and schools only for who
 * asks for a school. tests/data/zoekvragen.yml measures what it is worth.
 */
self.createSearch = (index, language, MiniSearch, stemWord) => {
  "use strict";

  const WORD = /[\p{L}\p{M}\p{N}]+(?:['’‘`´.\-‐‑][\p{L}\p{M}\p{N}]+)*/gu;
  const BOOST = { title: 2.5, keywords: 2, text: 1 };
  // Who types "pesten" wants to know what to do; what has changed since 2013, and how this site was made, come after that.
  const BACKGROUND = { pages: /^(?:[a-z]{2,3}\/)?(?:toelichting|over)\//, weight: 0.3 };
  // How sure we are that a key is what was meant by a word of the query: 1 is the word itself.
  const SURE = { joined: 0.9, prefix: 0.8, synonym: 0.6, part: 0.5, typo: 0.5 };

  /** The same function, remembering its answers: a site has many words but few different ones. */
  const memo = (answer) => {
    const answers = new Map();
    return (word) => {
      if (!answers.has(word)) answers.set(word, answer(word));
      return answers.get(word);
    };
  };

  // ---- Words ------------------------------------------------------------------------------------------------------

  const LETTERS = { ß: "ss", ł: "l", ø: "o", đ: "d", ı: "i", æ: "ae", œ: "oe" }; // these have no decomposition

  /** Lower case without accents: "Haëzer" and "haezer" are one word, and so are "Ĳ" and "ij". */
  const fold = (text) =>
    text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[ßłøđıæœ]/g, (sign) => LETTERS[sign]);
  const foldedWords = (text) => fold(text).match(WORD) || [];

  /** The words inside one folded word: "whatsapp-groep" holds two; "foto's" is "foto"; "3.8" stays whole. */
  const split = memo((one) => {
    if (/^[a-z]{2,}$/.test(one)) return [one]; // as most words are; what follows is slow
    return one
      .replace(/['’‘`´](\p{L}{3})/gu, "$1") // inside a word, as in Ukrainian об'єкт
      .replace(/['’‘`´]\p{L}*/gu, "") // an ending: foto's, child's
      .split(/^\p{N}+(?:\.\p{N}+)+$/u.test(one) ? "-" : /[.\-‐‑]/)
      .filter((word) => word.length > 1 || /\p{N}/u.test(word));
  });
  /** The same and, for words with a hyphen, the whole: "e-mail" is also found as "email". */
  const splitAndJoin = memo((one) => (split(one).length > 1 ? [...split(one), split(one).join("")] : split(one)));

  const stem = memo(stemWord);
  /** The keys under which a folded word is indexed. */
  const keys = memo((one) => splitAndJoin(one).map(stem));

  const stopWords = new Set(foldedWords(language.stopWords || ""));
  const schoolStems = new Set(foldedWords(language.school || "").map(stem));

  // ---- The index --------------------------------------------------------------------------------------------------

  const documents = index.documents.map((document, id) => ({ text: "", keywords: "", ...document, id }));
  const read = documents.map(({ title, text, keywords }) => [title, text, keywords].map(foldedWords));

  const known = new Set(); // every word of the site
  const knownStems = new Set();
  const beginnings = new Set(); // of these words: to see quickly what cannot be a word of the site
  for (const word of new Set([...new Set(read.flat(2))].flatMap(splitAndJoin))) {
    known.add(word);
    knownStems.add(stem(word));
    beginnings.add(word.slice(0, 4));
  }

  const mini = new MiniSearch({
    fields: Object.keys(BOOST),
    // The words were taken apart above, once; MiniSearch gets lists of keys and leaves them as they are.
    stringifyField: (list) => list,
    tokenize: (list) => list,
    processTerm: (key) => key,
    searchOptions: { boost: BOOST, prefix: false, fuzzy: false, tokenize: (key) => [key] },
  });
  const isTelling = (one) => !stopWords.has(one);
  mini.addAll(
    read.map(([title, text, keywords], id) => ({
      id,
      title: title.flatMap(keys), // with stop words, so that "over" finds "Over deze site"
      text: text.filter(isTelling).flatMap(keys),
      keywords: keywords.flatMap(keys),
    })),
  );
  const pages = new Map(documents.map((document) => [document.location, document]));
  const schools = new Map(); // id -> [keys of the name, keys of the place]
  for (const { id, school } of documents)
    if (school) schools.set(id, read[id].slice(0, 2).map((part) => part.flatMap(keys)));

  const synonyms = new Map(); // stem of a phrase written as one word -> what else to look up
  for (const group of index.synonyms) {
    const all = group.map((phrase) => foldedWords(phrase).flatMap(split).filter(isTelling));
    const phrases = all.filter((phrase) => phrase.length);
    for (const phrase of phrases) {
      const others = phrases.filter((other) => other !== phrase).map((other) => other.map(stem));
      const useful = others.filter((other) => other.every((key) => knownStems.has(key)));
      const key = stem(phrase.join(""));
      synonyms.set(key, [...(synonyms.get(key) || []), ...useful.map((other) => other.join(" "))]);
    }
  }

  // ---- Compounds and typing faults --------------------------------------------------------------------------------

  const isPart = (word) =>
    word.length > 2 && isTelling(word) &&
    (known.has(word) || (word.length > 3 && beginnings.has(word.slice(0, 4)) && knownStems.has(stem(word))));

  /** The words of this site that a compound is made of: both halves, or only a last half of five letters or more. */
  const parts = memo((word) => {
    let best = [];
    for (let at = 3; at <= word.length - 3; at++) {
      const [head, tail] = [word.slice(0, at), word.slice(at)];
      if (!isPart(tail) || stopWords.has(head)) continue;
      const linkers = (language.linkers || []).filter((link) => head.endsWith(link));
      const first = [head, ...linkers.map((link) => head.slice(0, -link.length))].find(isPart);
      if (first && (best.length < 2 || (first + tail).length > best.join("").length)) best = [first, tail];
      else if (!best.length && tail.length > 4 && head.length > 3) best = [tail];
    }
    return best;
  });

  /** The compounds on this site that a word is a part of. */
  const compounds = (word) => {
    const core = stem(word);
    const longer = core.length > 2 ? [...known].filter((other) => other.length > word.length + 2) : [];
    return longer.filter((other) => other.includes(core) && parts(other).map(stem).includes(core));
  };

  /** How many letters two words differ, a swap of neighbours counting as one; Infinity if more than `limit`. */
  const distance = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return Infinity;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length] > limit ? Infinity : last[b.length];
  };

  /** The nearest words of this site, if they are near enough: [words, faults]. Longer words may hold more faults. */
  const nearest = (word) => {
    let limit = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    let found = [];
    for (const other of limit ? known : []) {
      // The first letter is seldom wrong, unless it changed places with the second.
      if (other.length < 4 || stopWords.has(other) || (other[0] !== word[0] && other[0] !== word[1])) continue;
      const faults = Math.min(distance(word, other, limit), distance(stem(word), stem(other), 1));
      if (faults > limit) continue;
      if (faults < limit) found = [];
      limit = faults;
      found.push(other);
    }
    return [found, limit];
  };

  // ---- From a query to what to look up ----------------------------------------------------------------------------

  /** For each word of the query: as it was written, and what to look up for it (key, or keys with spaces -> sure). */
  const parse = (query) => {
    const all = (query.match(WORD) || []).flatMap((written) => split(fold(written)).map((word) => ({ written, word })));
    const telling = all.filter(({ word }) => isTelling(word));
    const terms = telling.length ? telling : all;
    const isOpen = /[\p{L}\p{M}\p{N}]$/u.test(query); // the last word may not be finished yet
    for (const term of terms) term.keys = new Map();
    const add = (term, key, sure) => term.keys.set(key, Math.max(sure, term.keys.get(key) || 0));

    terms.forEach((term, at) => {
      const { word } = term;
      const isKnown = knownStems.has(stem(word));
      if (isKnown) add(term, stem(word), 1);
      if ((isOpen && at === terms.length - 1 && word.length > 1) || (!isKnown && word.length > 3))
        for (const other of known)
          if (other.startsWith(word))
            add(term, stem(other), SURE.prefix * Math.sqrt(word.length / other.length) * (isKnown ? 0.5 : 1));
      for (let to = at + 1; to <= Math.min(at + 3, terms.length); to++) addSpan(terms.slice(at, to), add);
    });
    for (const term of terms) {
      // The parts of a compound are a guess: worth less where the word itself, or its like, is on the site.
      const sure = term.keys.size ? SURE.part / 2 : SURE.part;
      for (const part of parts(term.word)) add(term, stem(part), sure);
      for (const other of compounds(term.word)) add(term, stem(other), SURE.part);
      if (term.keys.size) continue;
      const [words, faults] = nearest(term.word);
      for (const word of words) add(term, stem(word), SURE.typo / faults);
    }
    return terms;
  };

  /** One to three words that stand together: written as one word on this site, or with the same meaning as others. */
  const addSpan = (span, add) => {
    const whole = span.map(({ word }) => word).join("");
    for (const term of span) {
      if (span.length > 1 && known.has(whole)) add(term, stem(whole), SURE.joined);
      for (const other of synonyms.get(stem(whole)) || []) add(term, other, SURE.synonym);
    }
  };

  // ---- Ranking ----------------------------------------------------------------------------------------------------

  /** The documents that hold a key, or all keys of "sociaal media", as MiniSearch gives them. */
  const lookUp = (key) => {
    const [first, ...rest] = key.split(" ").map((one) => mini.search(one));
    return first.filter(({ id }) => rest.every((others) => others.some((other) => other.id === id)));
  };

  /** Per document: for each term the score of its best key and how sure it is, and all keys and fields found. */
  const gather = (terms) => {
    const hits = new Map();
    const none = () => terms.map(() => 0);
    terms.forEach((term, at) => {
      term.found = new Set();
      for (const [key, sure] of term.keys)
        for (const { id, score, match } of lookUp(key)) {
          if (!hits.has(id)) hits.set(id, { id, scores: none(), sure: none(), keys: new Set(), fields: new Set() });
          const hit = hits.get(id);
          hit.scores[at] = Math.max(hit.scores[at], score * sure);
          hit.sure[at] = Math.max(hit.sure[at], sure);
          for (const one of key.split(" ")) hit.keys.add(one);
          for (const field of Object.values(match).flat()) hit.fields.add(field);
          term.found.add(id);
        }
    });
    return [...hits.values()];
  };

  const sum = (list) => list.reduce((total, one) => total + one, 0);

  const rank = (terms) => {
    const hits = gather(terms);
    // A word that few sections hold says more about what is meant than one that all of them hold.
    const importance = terms.map(({ found }) => (found.size ? Math.log(1 + documents.length / found.size) : 0));
    for (const hit of hits) {
      const covered = sum(importance.map((one, at) => one * Math.sqrt(hit.sure[at]))) / sum(importance);
      hit.score = sum(hit.scores) * covered ** 2;
      if (BACKGROUND.pages.test(documents[hit.id].location)) hit.score *= BACKGROUND.weight;
    }
    const rules = hits.filter(({ id }) => !schools.has(id));
    const best = Math.max(0, ...rules.map(({ score }) => score));
    const asked = hits.filter((hit) => schools.has(hit.id) && isAskedFor(hit, terms));
    for (const hit of asked) hit.score = isNamed(hit) ? hit.score + best : hit.score / 2;
    const found = [...rules, ...asked].sort((a, b) => b.score - a.score || a.id - b.id);
    return found.filter(({ score }) => score > found[0].score / 10);
  };

  /** A school is shown only if every word is about it: "telefoon in de klas" is no question about a school. */
  const isAskedFor = ({ id }, terms) => {
    const own = terms.filter(({ word, keys: { size } }) => size && !schoolStems.has(stem(word)));
    return own.length > 0 && own.every(({ found }) => found.has(id));
  };

  /** Whether the query holds the whole name of a school or of its place: then the school comes first. */
  const isNamed = (hit) => {
    const isHeld = (key) => hit.keys.has(key) || stopWords.has(key) || schoolStems.has(key);
    return Math.max(...hit.sure) >= 0.5 && schools.get(hit.id).some((part) => part.every(isHeld));
  };

  // ---- What the reader sees ---------------------------------------------------------------------------------------

  // Material inserts title and text as HTML. Here they are plain text, so everything in them is escaped.
  const escape = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const isMarked = (one, hit) => keys(fold(one)).some((key) => hit.keys.has(key));
  const findMarks = (text, hit) => [...text.matchAll(WORD)].filter(([one]) => isMarked(one, hit));
  const mark = (text, hit) => {
    let html = "";
    let done = 0;
    for (const { 0: one, index: at } of findMarks(text, hit)) {
      html += `${escape(text.slice(done, at))}<mark>${escape(one)}</mark>`;
      done = at + one.length;
    }
    return html + escape(text.slice(done));
  };

  /** About 200 signs of the text, where most of the words that were found stand together. */
  const teaser = (text, hit, length = 200) => {
    const marks = findMarks(text, hit).map((found) => found.index);
    const count = (from) => marks.filter((at) => at >= from && at < from + length).length;
    const first = marks.reduce((best, at) => (count(at) > count(best) ? at : best), marks[0] || 0);
    const start = first < 60 ? 0 : text.indexOf(" ", first - 40) + 1;
    const end = start + length < text.length ? text.lastIndexOf(" ", start + length) : text.length;
    const cut = text.slice(start, end > start ? end : start + length);
    return `${start ? "… " : ""}${cut}${end < text.length ? " …" : ""}`;
  };

  const item = (hit, terms) => {
    const { location, title, text } = documents[hit.id];
    const found = Object.fromEntries(terms.map((term) => [term.written, term.found.has(hit.id)]));
    return { location, title: mark(title, hit), text: mark(teaser(text, hit), hit), score: hit.score, terms: found };
  };

  /** A page found by its keywords alone says that the answer is on it; its best section, if any, says where. */
  const preferSection = ([first, second, ...rest]) => {
    if (!second || [...first.fields].join() !== "keywords") return [first, second, ...rest].filter(Boolean);
    return [{ ...second, score: first.score }, ...rest, { ...first, score: 0 }];
  };

  // Material shows the page as the heading above its sections, so it must be there even if it holds none of the words.
  const withPage = (address, items) => {
    const page = pages.get(address);
    if (!page || items.some(({ location }) => location === address)) return items;
    return [...items, { location: address, title: escape(page.title), text: "", score: 0, terms: {} }];
  };

  /** The answer as Material wants it: a list of sections per page, the best page first. */
  return (query) => {
    const terms = parse(query);
    const groups = new Map();
    for (const hit of terms.length ? rank(terms) : []) {
      const [address] = documents[hit.id].location.split("#");
      groups.set(address, [...(groups.get(address) || []), hit]);
    }
    const shown = [...groups].map(([address, hits]) => [address, preferSection(hits).map((hit) => item(hit, terms))]);
    return { items: shown.map(([address, items]) => withPage(address, items)) };
  };
};
