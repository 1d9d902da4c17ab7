// The directory: its entries can be chosen from by words and filters. Without this script the whole list stands there.
(() => {
  const form = document.querySelector("[data-filters]");
  const status = document.getElementById("filter-status");
  const fields = [...form.elements].filter((field) => field.name);
  // Marks, capitals and the forms of Arabic letters do not matter: café is found by cafe.
  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = [...document.querySelectorAll(".service")].map((entry) => ({ entry, words: bare(entry.textContent) }));
  const value = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value.trim());

  const fits = ({ entry, words }) => fields.every((field) => {
    const wanted = value(field);
    if (!wanted) return true;
    if (field.name === "q") return bare(wanted).split(/\s+/).every((word) => words.includes(word));
    return (entry.dataset[field.name] ?? "").split(" ").includes(wanted);
  });

  const say = (count) => {
    const sentence = count === 0 ? form.dataset.none : count === 1 ? form.dataset.one : form.dataset.many;
    const said = sentence.replace("{count}", () => count).replace("{total}", () => entries.length);
    if (status.textContent !== said) status.textContent = said;
  };

  const choose = () => {
    let count = 0;
    for (const one of entries) {
      one.entry.hidden = !fits(one);
      if (!one.entry.hidden) count += 1;
    }
    say(count);
  };

  // The address says what was chosen, so that it can be kept and passed on; other pages of the site never see it.
  const note = () => {
    const chosen = new URLSearchParams();
    for (const field of fields) if (value(field)) chosen.set(field.name, value(field));
    const query = chosen.toString();
    history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  };

  const read = () => {
    const chosen = new URLSearchParams(location.search);
    for (const field of fields) {
      const given = chosen.get(field.name) ?? "";
      if (field.type === "checkbox") field.checked = given === field.value;
      else if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === given)) field.value = given;
    }
  };

  // A link to an entry shows it, whatever was chosen.
  const showTarget = () => {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && document.getElementById(id)?.closest(".service");
    if (!target?.hidden) return;
    form.reset();
    choose();
    target.scrollIntoView();
  };

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { choose(); note(); }, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    choose();
    note();
  });
  form.addEventListener("reset", () => setTimeout(() => { choose(); note(); }));
  addEventListener("hashchange", showTarget);
  addEventListener("popstate", () => { read(); choose(); });
  read();
  choose();
  showTarget();
})();
