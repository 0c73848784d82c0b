/* What the pages do by themselves, beside Material's search. Every part works on a page that has it, and is missed on none. */
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector, from = document) => from.querySelector(selector);

  /* Menu and search: buttons for Material's two checkboxes. */
  const toggles = { menu: one("#__drawer"), search: one("#__search") };
  for (const button of all("button[data-toggle]")) {
    const toggle = document.getElementById(button.dataset.toggle);
    button.addEventListener("click", () => {
      toggle.click();
      if (toggle === toggles.search) one(".md-search__input").focus();
    });
    toggle.addEventListener("change", () => {
      button.setAttribute("aria-expanded", String(toggle.checked));
      // Material closes the search on Escape and then leaves the focus nowhere.
      if (!toggle.checked) setTimeout(() => document.activeElement === document.body && button.focus());
    });
  }
  // A browser that brings back an earlier page, brings back an open menu as well.
  addEventListener("pageshow", () => {
    for (const toggle of Object.values(toggles)) if (toggle.checked) toggle.click();
  });
  const menu = one("#menu");
  const menuButton = one("button[data-toggle=__drawer]");
  const closeMenu = () => toggles.menu.checked && toggles.menu.click();
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget) && relatedTarget !== menuButton) closeMenu();
  });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    if (toggles.menu.checked) {
      closeMenu();
      menuButton.focus();
    }
    for (const details of all("details[data-closes][open]")) {
      const hadFocus = details.contains(document.activeElement);
      details.open = false;
      if (hadFocus) one("summary", details).focus();
    }
  });
  for (const details of all("details[data-closes]")) {
    const leave = ({ target, relatedTarget = target }) => {
      if (relatedTarget && !details.contains(relatedTarget)) details.open = false;
    };
    details.addEventListener("focusout", leave);
    addEventListener("click", leave);
  }

  /*
   * Material's search listens to keys only: text that is pasted, spoken or composed makes no keyup. And it opens when
   * its box gets the focus, so not when the focus is there already.
   */
  const query = one(".md-search__input");
  const openSearch = () => toggles.search.checked || toggles.search.click();
  const closeSearch = () => toggles.search.checked && toggles.search.click();
  query.addEventListener("click", openSearch);
  query.addEventListener("input", () => {
    openSearch();
    query.dispatchEvent(new Event("keyup"));
  });

  /*
   * The results by keyboard. Material closes the search on Tab, keeps its results out of the tab order, and on every
   * key that it does not know (Shift, a space on "more") goes back to the box. It listens on window: keys that stop here
   * do what the browser does with them.
   */
  const finding = one("#zoeken");
  new MutationObserver(() => {
    for (const link of all(".md-search-result [tabindex]", finding)) link.removeAttribute("tabindex");
  }).observe(one(".md-search-result__list", finding), { childList: true, subtree: true });
  finding.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (["Tab", "Shift", "Control", "Alt", "Meta"].includes(key) || (key === " " && target !== query))
      event.stopPropagation();
    if (key !== "Escape") return;
    event.stopPropagation();
    const button = one("button[data-toggle=__search]");
    if (button.offsetParent) {
      closeSearch();
      button.focus();
    } else {
      query.focus(); // Material notices that a moment later and opens the search; after that it can be closed
      setTimeout(closeSearch, 30);
    }
  });
  finding.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !finding.contains(relatedTarget)) closeSearch();
  });

  /* Another language opens at the same place of the same page. */
  for (const link of all(".languages__link[data-same]"))
    link.addEventListener("click", () => (link.hash = location.hash));

  /* Light or dark; the address bar goes along. */
  const root = document.documentElement;
  const colourBar = () => {
    const colour = getComputedStyle(document.body).backgroundColor;
    for (const meta of all("meta[name=theme-color]")) meta.content = colour;
  };
  one("[data-theme]").addEventListener("click", () => {
    const scheme = root.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
    root.setAttribute("data-md-color-scheme", scheme);
    __md_set("scheme", scheme);
    colourBar();
  });
  colourBar();

  /* The table of contents stands open where there is room beside the text. */
  const toc = one("[data-toc]");
  if (toc) {
    const wide = matchMedia("(min-width: 60em)");
    const fit = () => (toc.open = wide.matches);
    wide.addEventListener("change", fit);
    fit();
    toc.addEventListener("click", ({ target }) => {
      if (target.closest("a") && !wide.matches) toc.open = false;
    });
  }

  /* Texts to copy: a button under each, and a word when it is done. */
  const copies = one("[data-copy]");
  for (const text of copies ? all(".kopieer", copies) : []) {
    const button = document.createElement("button");
    const status = document.createElement("span");
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = copies.dataset.copy;
    status.className = "copied";
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      status.textContent = "";
      try {
        await navigator.clipboard.writeText(text.innerText.trim());
        status.textContent = copies.dataset.copied;
      } catch {
        getSelection().selectAllChildren(text); // no secure connection, or not allowed: then it is at least selected
        status.textContent = copies.dataset.notCopied;
      }
    });
    const line = document.createElement("p");
    line.className = "copy";
    line.append(button, status);
    text.after(line);
  }

  for (const button of all("[data-print]")) button.addEventListener("click", () => print());

  /* The school finder: "haezer" finds Eben Haëzer, "t kompas" finds ’t Kompas, a place or a postcode finds its schools. */
  const plain = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f'’‘`]/g, "")
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
      .trim();
  const saints = (words) => `${words} ${words.replace(/\bsint\b/g, "st")} ${words.replace(/\bst\b/g, "sint")}`;
  const list = one("[data-finder-list]");
  const form = one("[data-finder]");
  if (form && list) {
    const input = one("input", form);
    const status = one("[data-finder-status]");
    const showAll = one("[data-finder-all]");
    const places = all("section", list).map((section) => ({
      section,
      schools: all("li", section).map((item) => ({
        item,
        words: saints(plain(`${item.textContent} ${item.dataset.also} ${section.firstElementChild.textContent}`)),
      })),
    }));
    const narrow = () => {
      const wanted = plain(input.value).split(" ");
      let found = [];
      for (const { section, schools } of places) {
        const here = schools.filter(({ words }) => wanted.every((word) => words.includes(word)));
        for (const school of schools) school.item.hidden = !here.includes(school);
        section.hidden = !here.length;
        found = found.concat(here);
      }
      showAll.parentElement.hidden = found.length > 0;
      const { none, one: single, other } = status.dataset;
      status.textContent = !input.value.trim() ? "" : [none, single][found.length] || other.replace("#", found.length);
      return found;
    };
    input.addEventListener("input", narrow);
    showAll.addEventListener("click", () => {
      input.value = "";
      input.focus();
      narrow();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = narrow();
      if (input.value.trim() && found.length === 1) one("a", found[0].item).click();
    });
    input.value = new URLSearchParams(location.search).get("zoek") || input.value;
    narrow();
  }

  /* The lessons: only those of the chosen groep and theme, and no longer than asked. The choice stands in the address. */
  const lessonForm = one("[data-lessons-form]");
  if (lessonForm) {
    const lessonStatus = one("[data-lessons-status]");
    const choose = () => {
      const wanted = Object.fromEntries(new FormData(lessonForm));
      let count = 0;
      for (const section of all("[data-lessons] > section")) {
        const cards = all(".lesson-card", section);
        for (const card of cards) {
          const { groep, thema, minuten } = card.dataset;
          card.hidden =
            (wanted.groep && wanted.groep !== groep) ||
            (wanted.thema && wanted.thema !== thema) ||
            (wanted.minuten && Number(minuten) > Number(wanted.minuten));
        }
        const shown = cards.filter((card) => !card.hidden).length;
        section.hidden = !shown;
        count += shown;
      }
      const { none, one: single, other } = lessonStatus.dataset;
      const chosen = Object.entries(wanted).filter(([, value]) => value);
      lessonStatus.textContent = chosen.length ? [none, single][count] || other.replace("#", count) : "";
      const query = new URLSearchParams(chosen).toString();
      history.replaceState(null, "", `${location.pathname}${query && "?"}${query}${location.hash}`);
    };
    for (const [key, value] of new URLSearchParams(location.search))
      if (lessonForm.elements[key]) lessonForm.elements[key].value = value;
    lessonForm.addEventListener("change", choose);
    lessonForm.addEventListener("reset", () => setTimeout(choose));
    lessonForm.addEventListener("submit", (event) => event.preventDefault());
    if (location.search) choose();
  }
})();
