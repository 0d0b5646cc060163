// What the preview shows beside a page: problems above it, links to its files below. Both stand in shadow trees, where the
// page's style sheets do not reach, and read from left to right in every language.

const MOST = 20;

export const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const shadow = (name, ...children) => {
  const host = element("div", { className: `preview-${name}`, lang: "en", dir: "ltr" });
  host.attachShadow({ mode: "open" }).append(element("link", { rel: "stylesheet", href: "/-/preview.css" }), ...children);
  return host;
};

// A place in a file: to be copied, and to be opened where --editor says how.
export const placeOf = ({ place, link }) => {
  const copy = element("button", { type: "button", textContent: "Copy" });
  copy.setAttribute("aria-label", `Copy ${place}`);
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(place);
    copy.textContent = "Copied";
    setTimeout(() => (copy.textContent = "Copy"), 1500);
  });
  const parts = [element("code", { textContent: place }), " ", copy];
  if (link) parts.push(" ", element("a", { href: link, textContent: "Open" }));
  return element("p", { className: "place" }, ...parts);
};

class Frame {
  constructor() {
    this.problems = element("div", { className: "problems" });
    this.problems.setAttribute("aria-live", "polite");
    this.said = element("p", { className: "said" });
    this.said.setAttribute("role", "status");
    this.tools = element("nav", { className: "tools" }, element("strong", { textContent: "Preview" }));
    this.tools.setAttribute("aria-label", "Preview");
    this.card = element("section", { className: "card", tabIndex: -1, hidden: true });
    this.card.setAttribute("aria-label", "Text");
    // Behind the link that leads past the navigation, which has to stay the first stop of the Tab key.
    const skip = document.querySelector("body > .skip");
    const above = shadow("above", this.problems, this.said);
    if (skip) skip.after(above);
    else document.body.prepend(above);
    document.body.append(shadow("below", this.tools, this.card));
  }

  // Show what is wrong above the page, or nothing.
  showProblems(problems) {
    if (!problems.length) return this.problems.replaceChildren();
    const open = this.problems.querySelector("details")?.open ?? true;
    const more = problems.length - MOST;
    const title = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
    const list = element("ul", {}, ...problems.slice(0, MOST).map((problem) => element("li", { className: problem.severity },
      placeOf(problem), element("p", { textContent: `${problem.message};` }), element("p", { className: "hint", textContent: problem.hint }))));
    const note = "What can't be read stays as it was before; the English text stands in place of a translation that would mislead.";
    const parts = [element("summary", { textContent: title }), element("p", { textContent: note }), list];
    if (more > 0) parts.push(element("p", { textContent: `${more} more: run python build.py check` }));
    return this.problems.replaceChildren(element("details", { open }, ...parts));
  }

  say(line) {
    if (this.said.textContent !== line) this.said.textContent = line;
  }

  // Offer files to be made now.
  offer(files) {
    files.forEach(({ label, address }) => this.tools.append(element("a", { href: address, target: "_blank", textContent: label })));
  }
}

export const frame = new Frame();
