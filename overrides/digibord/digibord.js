// The slides with a keyboard, a clicker, a finger and a second window. Without this script they are a page to scroll.
(() => {
  "use strict";
  const root = document.documentElement;
  const slides = [...document.querySelectorAll(".dia")];
  const bar = document.querySelector(".balk");
  const help = document.querySelector(".hulp");
  const blank = document.querySelector("button.leeg");
  const status = document.querySelector("[data-melding]");
  const count = document.querySelector("[data-nummer]");
  const letters = document.querySelector("[data-letters]");
  const button = (name, from = bar) => from.querySelector(`[data-doe="${name}"]`);
  let current = 0; // no slide yet
  let peer = null; // the other window: the one with the notes, or the one that opened it

  // ---- which slide ----

  const wanted = () => Number((/^#dia-(\d+)$/.exec(location.hash) || [])[1]) || 1;

  const mark = (number) => {
    if (number === current) return;
    current = number;
    for (const [index, slide] of slides.entries()) slide.classList.toggle("nu", index + 1 === number);
    count.textContent = number;
    button("vorige").setAttribute("aria-disabled", number === 1);
    button("volgende").setAttribute("aria-disabled", number === slides.length);
    const title = slides[number - 1].querySelector("h1, h2").textContent;
    status.textContent = `Dia ${number} van ${slides.length}: ${title}`;
    history.replaceState(null, "", `#dia-${number}`);
    if (peer) peer.postMessage({ dia: number }, "*");
  };

  const go = (number) => {
    const target = Math.min(Math.max(number, 1), slides.length);
    if (target === current) return;
    const slide = slides[target - 1];
    slide.classList.add("komt");
    setTimeout(() => slide.classList.remove("komt"), 600);
    mark(target);
    slide.scrollIntoView({ behavior: "instant" });
  };

  // By hand: the slide in the middle of the screen. A slide may be higher than a telephone.
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const middle = innerHeight / 2;
      const found = slides.findIndex((slide) => slide.getBoundingClientRect().bottom > middle);
      if (found >= 0) mark(found + 1);
    });
  }, { passive: true });
  // What turns or grows keeps its slide.
  addEventListener("resize", () => slides[current - 1].scrollIntoView({ behavior: "instant" }));
  addEventListener("hashchange", () => go(wanted()));

  // ---- what can be asked for ----

  const notes = (on) => {
    root.classList.toggle("met-notities", on);
    button("notities", help).setAttribute("aria-pressed", on);
    slides[current - 1].scrollIntoView({ behavior: "instant" });
  };

  const cover = (on) => {
    blank.hidden = !on;
    if (on) {
      blank.focus();
      status.textContent = "Het scherm is leeg. Druk op een toets om verder te gaan.";
    }
  };

  const actions = {
    vorige: () => go(current - 1),
    volgende: () => go(current + 1),
    eerste: () => go(1),
    laatste: () => go(slides.length),
    hulp: () => {
      help.showModal();
      // Not the attribute autofocus: Chromium passes over it on an address with #dia-2, and says so.
      help.querySelector('[data-doe="sluit"]').focus();
    },
    sluit: () => help.close(),
    vol: () => {
      help.close();
      if (document.fullscreenElement) document.exitFullscreen();
      else if (root.requestFullscreen) root.requestFullscreen();
    },
    notities: () => {
      help.close();
      notes(!root.classList.contains("met-notities"));
    },
    venster: () => {
      help.close();
      notes(false);
      peer = open(location.href, "notities", "popup,width=1100,height=700");
    },
    leeg: () => {
      help.close();
      cover(blank.hidden);
    },
  };

  const keys = {
    ArrowRight: "volgende", ArrowDown: "volgende", PageDown: "volgende", " ": "volgende",
    ArrowLeft: "vorige", ArrowUp: "vorige", PageUp: "vorige",
    Home: "eerste", End: "laatste",
  };
  // A clicker sends "." or "b" for its black button. These can be put off: speech input types letters too.
  const signs = { f: "vol", n: "notities", b: "leeg", ".": "leeg", "?": "hulp" };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
    if (!blank.hidden) {
      if (event.key !== "Tab") {
        event.preventDefault();
        cover(false);
      }
      return;
    }
    const onButton = event.target.closest("button, a, input");
    const inNotes = event.target.closest(".notities");
    if (onButton && event.key === " ") return;
    if (inNotes && /^(Arrow(Up|Down)|Page|Home|End| )/.test(event.key)) return;
    const action = keys[event.key] || (letters.checked && signs[event.key.toLowerCase()]);
    if (!action) return;
    event.preventDefault();
    actions[event.shiftKey && event.key === " " ? "vorige" : action]();
  });

  addEventListener("click", (event) => {
    const asked = event.target.closest("[data-doe]");
    if (asked) actions[asked.dataset.doe]();
    else if (event.target === help) help.close();
  });

  // A finger that goes sideways; up and down is scrolling.
  let start = null;
  addEventListener("touchstart", (event) => {
    start = event.touches.length === 1 && !help.open ? event.touches[0] : null;
  }, { passive: true });
  addEventListener("touchend", (event) => {
    if (!start) return;
    const end = event.changedTouches[0];
    const right = end.clientX - start.clientX;
    if (Math.abs(right) > 60 && Math.abs(right) > 2 * Math.abs(end.clientY - start.clientY)) go(current - Math.sign(right));
    start = null;
  }, { passive: true });

  // ---- two windows ----

  addEventListener("message", (event) => {
    if (!peer || event.source !== peer || typeof event.data !== "object") return;
    go(Number(event.data.dia) || current);
  });
  if (window.name === "notities" && window.opener) {
    peer = window.opener;
    root.classList.add("met-notities");
    button("notities", help).setAttribute("aria-pressed", true);
  }

  bar.hidden = false;
  mark(Math.min(wanted(), slides.length));
  slides[current - 1].scrollIntoView({ behavior: "instant" });
  status.textContent = "";
})();
