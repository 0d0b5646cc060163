// The search in the head of every page. What it finds is loaded when somebody goes there: <language>/search.js sets
// `searchEntries`, minisearch.js is the library; the page that holds all documents has both in itself.
(() => {
  "use strict";
  const box = document.querySelector(".finder");
  if (!box) return;
  const field = box.querySelector("input");
  const count = box.querySelector(".count");
  const found = box.querySelector(".found");
  const { home, library, none, some, failed } = box.dataset;
  const MOST = 30;
  let index = null;
  let loading = null;

  // Words in the form in which they are compared: no case, no accents, no vowel signs, one form for each letter.
  const LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "\u0671": "\u0627", "\u0649": "\u064a", "\u0629": "\u0647" };
  const fold = (text) =>
    text.normalize("NFKD").toLowerCase().replace(/[\p{M}\u0640\u200b-\u200f]/gu, "")
      .replace(/[ßæœøđłı\u0671\u0649\u0629]/g, (letter) => LETTERS[letter])
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15);
  // Words with their places. Where the browser can't find them, blanks and marks part them, and each ideograph is one.
  const segmenter = window.Intl?.Segmenter && new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
  const words = (text) => segmenter
    ? [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => [part.segment, part.index])
    : [...text.matchAll(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu)].map((part) => [part[0], part.index]);
  // The Arabic article is written with its word, which is looked for without it, too.
  const forms = (word) => {
    const bare = word.replace(/^(?:[\u0648\u0628\u0641\u0643]?\u0627\u0644|\u0644\u0644)(?=\p{L}{3})/u, "");
    return bare === word ? [word] : [word, bare];
  };

  const build = () => {
    const { documents, entries } = window.searchEntries;
    const search = new window.MiniSearch({
      fields: ["code", "title", "text"],
      tokenize: (text) => words(text).map(([word]) => word),
      processTerm: (term) => forms(fold(term)),
      searchOptions: {
        boost: { code: 6, title: 3 },
        prefix: true,
        fuzzy: (term) => (term.length > 5 ? 0.2 : false),
        weights: { prefix: 0.6, fuzzy: 0.2 },
      },
    });
    search.addAll(entries.map(([, title, text, , code], id) => ({ id, code, title, text })));
    const codes = new Map();
    entries.forEach(([, , , , code], id) => code && codes.set(fold(code), [...(codes.get(fold(code)) ?? []), id]));
    return { documents, entries, search, codes };
  };

  const load = (address) => new Promise((done, lost) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = lost;
    document.head.append(script);
  });
  const ready = () => {
    loading ??= (async () => {
      if (!window.MiniSearch) await load(library);
      if (!window.searchEntries) await load(`${home}search.js`);
      index = build();
    })();
    return loading;
  };

  // The numbers of what is found, best first. A code that is named exactly comes before all else.
  const lookUp = (query) => {
    const asked = fold(query).trim();
    const named = index.codes.get(asked.replace(/^[(\s]+|[)\s]+$/g, "")) ?? [];
    const all = index.search.search(query, { combineWith: "AND" });
    const hits = all.length || named.length ? all : index.search.search(query, { combineWith: "OR" });
    return [...new Set([...named, ...hits.map((hit) => hit.id)])];
  };

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };
  // A text with the words that were asked for marked, from shortly before the first of them.
  const marked = (text, asked, length) => {
    const hits = words(text).filter(([word]) => forms(fold(word)).some((form) => asked.some((term) => form.startsWith(term))));
    const first = hits.length ? hits[0][1] : 0;
    let start = first > length * 0.6 ? text.lastIndexOf(" ", first - length * 0.3) + 1 || first : 0;
    const shown = element("span");
    if (start) shown.append("… ");
    for (const [word, place] of hits.filter(([, at]) => at < start + length)) {
      shown.append(text.slice(start, place), element("mark", "", word));
      start = place + word.length;
    }
    const end = Math.max(start, Math.min(text.length, first + length));
    shown.append(text.slice(start, end), end < text.length ? " …" : "");
    return shown;
  };

  const result = (id, asked) => {
    const [, title, text, address] = index.entries[id];
    const link = element("a", "", element("span", "title", marked(title, asked, 200)));
    if (text) link.append(element("span", "text", marked(text, asked, 130)));
    link.href = home + address;
    return element("li", "", link);
  };
  const links = () => [...found.querySelectorAll("a")];
  const show = (query) => {
    const asked = words(query).flatMap(([word]) => forms(fold(word)));
    const hits = lookUp(query);
    const groups = new Map();
    for (const id of hits.slice(0, MOST)) {
      const document = index.entries[id][0];
      groups.set(document, [...(groups.get(document) ?? []), result(id, asked)]);
    }
    // Whoever is quick is among the results already when those of the last letter come: they stay there.
    const here = links().indexOf(document.activeElement);
    found.replaceChildren(...[...groups].map(([document, items]) =>
      element("section", "", element("h2", "", index.documents[document]), element("ul", "", ...items))));
    count.textContent = hits.length ? some.replace("{count}", hits.length) : none;
    box.classList.add("open");
    box.querySelector(".results").scrollTop = 0;
    if (here >= 0) (links()[here] ?? links()[0] ?? field).focus();
  };
  const close = () => {
    box.classList.remove("open");
    found.replaceChildren();
    count.textContent = "";
  };

  const search = async () => {
    const query = field.value.trim();
    if (!query) return close();
    try {
      await ready();
    } catch {
      count.textContent = failed;
      box.classList.add("open");
      return;
    }
    if (query === field.value.trim()) show(query);
  };
  let pause = 0;
  field.addEventListener("focus", () => ready().then(() => field.value.trim() && search(), () => {}));
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 120);
  });

  // Arrows go through the results, from the field and back to it; Enter opens, Escape closes.
  box.addEventListener("keydown", (event) => {
    const all = links();
    const here = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && all.length) all[Math.min(here + 1, all.length - 1)].focus();
    else if (event.key === "ArrowUp" && here >= 0) (all[here - 1] ?? field).focus();
    else if (event.key === "Enter" && here < 0 && all.length) all[0].click();
    else if (event.key === "Escape" && box.classList.contains("open")) {
      field.focus();
      close();
    } else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writing) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  document.addEventListener("click", ({ target }) => {
    if (!box.contains(target) || target.closest("a")) close();
  });
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) close();
  });
})();
