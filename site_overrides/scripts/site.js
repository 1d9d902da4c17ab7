// Header, colours, folded parts, explained words. Everything here is reachable without it.
(() => {
  const page = document.documentElement;
  const own = document.currentScript;
  const wide = matchMedia("(min-width: 76em)");
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // Menu of small screens
  const top = document.querySelector("[data-top]");
  const menuButton = top.querySelector(".menu-button");
  const openMenu = (open) => {
    menuButton.setAttribute("aria-expanded", String(open));
    if (open) top.dataset.menu = "open";
    else delete top.dataset.menu;
  };
  menuButton.addEventListener("click", () => openMenu(menuButton.getAttribute("aria-expanded") !== "true"));

  // List of languages
  const languages = top.querySelector(".languages");
  document.addEventListener("click", (event) => {
    if (languages.open && !languages.contains(event.target)) languages.open = false;
  });

  // Colours
  const schemeButton = top.querySelector(".scheme");
  const isDark = () => (page.dataset.scheme ? page.dataset.scheme === "dark" : dark.matches);
  const showScheme = () => schemeButton.setAttribute("aria-pressed", String(isDark()));
  schemeButton.addEventListener("click", () => {
    page.dataset.scheme = isDark() ? "light" : "dark";
    try { localStorage.setItem("joinedup-scheme", page.dataset.scheme); } catch { /* kept for this page only */ }
    showScheme();
  });
  dark.addEventListener("change", showScheme);
  showScheme();

  // “On this page” stands open where there is room beside the text
  const contents = document.querySelector(".contents");
  if (contents && wide.matches && getComputedStyle(contents).float !== "none") contents.open = true;

  // A link to something inside a folded part unfolds it
  const unfold = () => {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  // On paper everything is unfolded
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".page details:not([open])")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });

  // Tables wider than the screen can be scrolled by keyboard
  for (const frame of document.querySelectorAll(".table-frame")) {
    if (frame.scrollWidth > frame.clientWidth + 1) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", frame.querySelector("caption, title")?.textContent ?? "");
    }
  }

  // Explained words: the link to the glossary opens the explanation that stands at the end of this page
  let shown = null;
  const hide = (refocus) => {
    if (!shown) return;
    shown.box.remove();
    shown.word.setAttribute("aria-expanded", "false");
    if (refocus) shown.word.focus();
    shown = null;
  };
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const place = (box, word) => {
    if (matchMedia("(max-width: 40em)").matches) return;
    const around = word.getBoundingClientRect();
    const left = Math.min(Math.max(16, around.left), page.clientWidth - box.offsetWidth - 16);
    const below = around.bottom + 8;
    const fits = below + box.offsetHeight < innerHeight || around.top < box.offsetHeight + 8;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(fits ? below : around.top - box.offsetHeight - 8) + scrollY}px`;
  };
  const show = (word, explained) => {
    hide(false);
    const close = element("button", { type: "button", className: "button", textContent: own.dataset.close });
    close.addEventListener("click", () => hide(true));
    const title = element("h2", { id: "explanation-title" }, ...explained.term.cloneNode(true).childNodes);
    const more = element("a", { href: word.href, textContent: own.dataset.glossary });
    const box = element("div", { className: "explanation", tabIndex: -1 }, title,
      ...explained.text.cloneNode(true).childNodes, element("p", { className: "explanation-end" }, more, close));
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-labelledby", "explanation-title");
    for (const inner of box.querySelectorAll("[id]:not(#explanation-title)")) inner.removeAttribute("id");
    document.getElementById("content").append(box);
    word.setAttribute("aria-expanded", "true");
    shown = { box, word };
    place(box, word);
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  };
  const words = new Map();
  for (const entry of document.querySelectorAll("[data-explains]")) {
    words.set(entry.dataset.explains, { term: entry, text: entry.nextElementSibling });
  }
  for (const word of document.querySelectorAll("a.word[data-word]")) {
    const explained = words.get(word.dataset.word);
    if (!explained || word.closest(".words")) continue;
    word.setAttribute("aria-haspopup", "dialog");
    word.setAttribute("aria-expanded", "false");
    word.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (shown?.word === word) hide(true);
      else show(word, explained);
    });
  }
  document.addEventListener("click", (event) => {
    if (shown && !shown.box.contains(event.target) && event.target.closest("a.word") !== shown.word) hide(false);
  });
  document.addEventListener("focusin", (event) => {
    if (shown && !shown.box.contains(event.target) && event.target !== shown.word) hide(false);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (shown) hide(true);
    else if (languages.open) { languages.open = false; languages.firstElementChild.focus(); }
    else if (top.dataset.menu) { openMenu(false); menuButton.focus(); }
  });
})();
