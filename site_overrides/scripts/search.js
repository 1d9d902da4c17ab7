// The search page: Pagefind's index, our own list. A question's number is looked up exactly, in a table of its own.
const own = document.getElementById("search-script").dataset;
const folder = (path) => new URL(path.endsWith("/") ? path : `${path}/`, document.baseURI).href;
const root = folder(own.root);
const status = document.getElementById("search-status");
const list = document.getElementById("results");
const fields = document.querySelectorAll("input[name=q]");
const AT_A_TIME = 10;

const element = (name, ...children) => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

// A page that is not translated yet stands in English, so each line finds its own direction.
function entry(title, href, excerpt) {
  const link = element("a", title);
  link.href = href;
  link.dir = "auto";
  const words = element("p", ...excerpt);
  words.dir = "auto";
  list.append(element("li", link, words));
}

// Pagefind marks what it found with <mark> and escapes the rest; only text and marks are taken over.
function marked(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...parsed.childNodes].map((node) => (node.nodeName === "MARK" ? element("mark", node.textContent) : node.textContent));
}

// Digits of other scripts count too: ۹٫۴ is 9.4.
const western = (text) => text.replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660)
  .replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0).replace(/٫/g, ".");

async function numbered(query) {
  const number = /^(\d{1,2}(?:\.\d{1,2}[a-z]?)?)$/i.exec(western(query))?.[1].toLowerCase();
  if (!number) return 0;
  const table = await (await fetch(new URL(own.numbers, document.baseURI))).json();
  if (!table[number]) return 0;
  const [path, title, text] = table[number];
  entry(title, root + path, [text]);
  return 1;
}

// A long page is answered by the part of it that says most about the query.
function best({ meta, url, excerpt, sub_results: parts }) {
  const weight = (part) => part.weighted_locations.reduce((sum, one) => sum + one.balanced_score, 0);
  const [part] = [...parts].sort((one, other) => weight(other) - weight(one));
  if (!part?.anchor || part.anchor.element === "h1") return { title: meta.title, url, excerpt };
  return { title: `${meta.title}: ${part.title}`, url: part.url, excerpt: part.excerpt };
}

// Where no page has a word, Pagefind shortens it until something fits: “respite” finds “re-evaluating”. That is no answer.
function fits(query, marks) {
  const alike = (one, other) => {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same += 1;
    return same >= Math.min(one.length, Math.max(3, one.length / 2));
  };
  const words = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words(query).some((word) => marks.some((mark) => words(mark).some((found) => alike(word, found))));
}

async function worded(query) {
  const pagefind = await import(new URL("pagefind.js", folder(own.bundle)).href);
  await pagefind.options({ baseUrl: new URL("..", root).pathname, excerptLength: 28 });
  await pagefind.init();
  const { results } = await pagefind.search(query);
  const from = async (start) => (await Promise.all(results.slice(start, start + AT_A_TIME).map((one) => one.data()))).map(best);
  const show = (found) => { for (const { title, url, excerpt } of found) entry(title, url, marked(excerpt)); };
  const first = await from(0);
  const marks = first.flatMap(({ excerpt }) => marked(excerpt)).filter((one) => one.nodeName === "MARK").map((mark) => mark.textContent);
  if (!fits(query, marks)) return 0;
  show(first);
  const shown = async (start) => show(await from(start));
  if (results.length > AT_A_TIME) more(results.length, shown);
  return results.length;
}

function more(total, shown) {
  const button = element("button", own.more);
  button.type = "button";
  button.className = "button";
  let from = AT_A_TIME;
  button.addEventListener("click", async () => {
    const first = list.children.length;
    await shown(from);
    from += AT_A_TIME;
    list.children[first]?.querySelector("a").focus();
    if (from >= total) button.remove();
  });
  list.after(button);
}

function said(count, query) {
  const sentence = count === 0 ? own.none : count === 1 ? own.one : own.many;
  status.textContent = sentence.replace("{count}", () => count).replace("{query}", () => query);
}

const query = new URLSearchParams(location.search).get("q")?.trim();
if (query) {
  for (const field of fields) field.value = query;
  status.textContent = own.searching;
  try {
    said((await numbered(query)) || (await worded(query)), query);
  } catch {
    status.textContent = own.failed;
  }
}
