// Runs before the page is drawn, so that nothing moves or flashes: says that scripts work, and takes up the reader's colours.
(() => {
  const page = document.documentElement;
  page.classList.replace("no-js", "js");
  try {
    const scheme = localStorage.getItem("joinedup-scheme");
    if (scheme === "dark" || scheme === "light") page.dataset.scheme = scheme;
  } catch { /* Storage can be forbidden; the system's colours stand then. */ }
})();
