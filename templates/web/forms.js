// Forms on web pages: entries are kept in the browser, saved to a file and read from one. Without this script a form can
// still be filled in and printed. An entry is known by the name of its field, which is the same in every language.
(() => {
  "use strict";
  const MOST_BYTES = 5_000_000;

  const refuse = () => {
    throw new TypeError("no answers");
  };

  // The entries of a file or of the browser, as pairs of id and value; true is a tick. Raises what JSON.parse does.
  const entriesOf = (text) => {
    const data = JSON.parse(text);
    const known = data && data.format === "iasios-answers" && data.version === 1;
    if (!known || typeof data.answers !== "object" || data.answers === null || Array.isArray(data.answers)) refuse();
    const pairs = [...Object.entries(data.unplaced || {}), ...Object.entries(data.answers)];
    if (pairs.some(([, value]) => typeof value !== "boolean" && typeof value !== "string")) refuse();
    return { edition: String(data.edition || ""), pairs: pairs.filter(([, value]) => value) };
  };

  // What is in a field; nothing where it is empty or not ticked.
  const entry = (field) => (field.type === "checkbox" ? field.checked : field.value) || undefined;

  // Put an entry into a field, and tell whether it fits there.
  const fill = (field, value) => {
    if (field.type === "checkbox") {
      if (value === true) field.checked = true;
      return value === true;
    }
    if (typeof value !== "string") return false;
    if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) return false;
    const lines = field.tagName === "TEXTAREA" ? value : value.replace(/\s*[\r\n]+\s*/g, " ");
    field.value = lines;
    // A date that somebody wrote in words has no place in a field for dates.
    if (field.type === "date" && field.value !== lines) {
      field.type = "text";
      field.dataset.written = "";
      field.value = lines;
    }
    return true;
  };

  const empty = (field) => {
    field.checked = false;
    if ("written" in field.dataset) field.type = "date";
    delete field.dataset.written;
    field.value = "";
  };

  const begin = (form) => {
    const words = form.dataset;
    // Entries that the file itself brings along: what becomes of them is kept apart from the entries of other files.
    const draft = document.querySelector(`script[data-draft="${words.form}"]`);
    const place = `iasios-answers/${words.edition}/${words.form}${draft ? `/${draft.dataset.name}` : ""}`;
    const fields = new Map([...form.elements].filter((field) => field.name).map((field) => [field.name, field]));
    const status = form.querySelector("[data-status]");
    const chooser = form.querySelector("[data-file]");
    const list = form.querySelector("[data-unplaced]");
    const unplaced = new Map();
    // The pages of the other forms, by what the names of their fields begin with.
    const pages = [...form.querySelector("[data-elsewhere]").content.querySelectorAll("a")];
    const homes = new Map(pages.flatMap((page) => page.dataset.forms.split(" ").map((name) => [name, page])));
    const home = (id) => homes.get(id.split("/")[0]);
    let waiting = 0;

    const say = (...sentences) => (status.textContent = sentences.filter(Boolean).join(" "));

    // Say to which forms a file belongs, with the way to each.
    const sendOn = (links) => {
      const [before, after] = words.belongs.split("{form}");
      const list = new Intl.ListFormat(words.language).formatToParts(links.map((_link, place) => String(place)));
      const named = list.map(({ type, value }) => (type === "element" ? links[value].cloneNode(true) : value));
      status.replaceChildren(before, ...named, after);
    };

    const listUnplaced = () => {
      list.hidden = !unplaced.size;
      list.querySelector("ul").replaceChildren(...[...unplaced].map(([id, value]) => {
        const item = document.createElement("li");
        const code = document.createElement("code");
        code.textContent = id;
        item.append(code, ` ${value === true ? words.ticked : value}`);
        if (home(id)) item.append(" → ", home(id).cloneNode(true));
        return item;
      }));
    };

    const written = () => {
      const answers = [...fields].map(([id, field]) => [id, entry(field)]).filter(([, value]) => value !== undefined);
      return JSON.stringify({
        format: "iasios-answers",
        version: 1,
        edition: words.edition,
        language: words.language,
        answers: Object.fromEntries(answers),
        ...(unplaced.size ? { unplaced: Object.fromEntries(unplaced) } : {}),
      }, null, 2);
    };

    // Returns what to say of it.
    const keep = () => {
      clearTimeout(waiting);
      waiting = 0;
      try {
        localStorage.setItem(place, written());
        return words.kept;
      } catch {
        return words.refused;
      }
    };

    const take = (pairs) => {
      for (const [id, value] of pairs) {
        const field = fields.get(id);
        if (field && fill(field, value)) unplaced.delete(id);
        else unplaced.set(id, value);
      }
      listUnplaced();
    };

    const forget = () => {
      fields.forEach(empty);
      unplaced.clear();
      listUnplaced();
    };

    const recall = () => {
      let kept = null;
      let said = "";
      try {
        kept = localStorage.getItem(place);
        said = kept ? words.kept : "";
      } catch {
        said = words.refused;
      }
      forget();
      try {
        if (kept || draft) take(entriesOf(kept || draft.textContent).pairs);
      } catch {
        return "";
      }
      return said;
    };

    const differing = (pairs) => pairs.filter(([id, value]) => {
      const here = fields.has(id) ? entry(fields.get(id)) : undefined;
      return here !== undefined && here !== value;
    });

    const read = async (file) => {
      let found;
      try {
        found = file.size > MOST_BYTES ? refuse() : entriesOf(await file.text());
      } catch {
        return say(words.wrong);
      }
      const elsewhere = [...new Set(found.pairs.map(([id]) => home(id)).filter(Boolean))];
      if (elsewhere.length && !found.pairs.some(([id]) => fields.has(id))) return sendOn(elsewhere);
      const count = differing(found.pairs).length;
      if (count && !window.confirm(words.differs.replace("{count}", count))) return say(words.unchanged);
      take(found.pairs);
      const left = found.pairs.filter(([id]) => unplaced.has(id)).length;
      const taken = words.loaded.replace("{count}", found.pairs.length - left);
      const other = found.edition === words.edition ? "" : words.otherEdition.replace("{other}", found.edition);
      return say(taken, left ? words.left.replace("{count}", left) : "", other, keep());
    };

    const actions = {
      save: () => {
        const link = document.createElement("a");
        link.download = `iasios-${words.form}-${words.edition}.json`;
        link.href = URL.createObjectURL(new Blob([`${written()}\n`], { type: "application/json" }));
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
        say(words.saved.replace("{file}", link.download));
      },
      open: () => chooser.click(),
      print: () => window.print(),
      clear: () => {
        if (!window.confirm(words.ask)) return;
        forget();
        const said = keep();
        say(words.cleared, said === words.refused ? said : "");
      },
    };

    form.querySelectorAll("[data-do]").forEach((button) => button.addEventListener("click", actions[button.dataset.do]));
    chooser.addEventListener("change", async () => {
      const [file] = chooser.files;
      if (file) await read(file);
      chooser.value = "";
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => {
      if (!target.name) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => say(keep()), 300);
    });
    window.addEventListener("pagehide", () => waiting && keep());
    window.addEventListener("beforeprint", () => fields.forEach((field) => {
      const frame = field.closest(".write");
      const shown = field.tagName === "SELECT" ? field.selectedOptions[0].label : field.value;
      if (frame && field.value) frame.dataset.entry = shown;
      else if (frame) delete frame.dataset.entry;
    }));
    // The same form in another window, perhaps in another language.
    window.addEventListener("storage", (event) => event.key === place && say(recall()));
    form.querySelector("[data-buttons]").hidden = false;
    say(recall());
    if (draft && !location.hash) form.closest("article").scrollIntoView();
  };

  document.querySelectorAll("form[data-form]").forEach(begin);
})();
