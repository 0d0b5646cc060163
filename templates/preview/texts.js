// Which message each text of the page is: shown when somebody asks for it, by the button or by the key T.
import { element, frame, placeOf } from "./frame.js";

const MARKED = "[data-text]";
// What the Tab key reaches anyway; a text within it is opened from there.
const REACHED = "a, button, summary";
const STATES = {
  source: "source language",
  current: "current",
  outdated: "outdated: the source text has changed since",
  unchecked: "unchecked: marked as fuzzy, its own source text is not known",
  missing: "missing: the source text is shown",
};
const writing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

// The messages of a text and of those around it: "chapter 2" stands within a sentence.
const namesOf = (text) => {
  const names = [];
  for (let part = text; part; part = part.parentElement.closest(MARKED)) names.push(part.dataset.text);
  return [...new Set(names)];
};

const row = (name, ...content) => [element("dt", { textContent: name }), element("dd", {}, ...content)];

const described = (text) => {
  const words = (shown) => element("q", { lang: text.language, dir: text.direction, textContent: shown });
  const rows = [
    row("Message", element("code", { textContent: `${text.domain} ${text.context}` })),
    row("What it is", text.kind + (text.normative ? ", states a rule" : "")),
    row("State", element("span", { className: `state ${text.state}`, textContent: STATES[text.state] })),
    row("Source text", words(text.source)),
    ...(text.previous ? [row("Translated from", words(text.previous))] : []),
    ...text.places.map((place) => row(`File of the ${place.what}`, placeOf(place))),
    ...text.notes.map((note) => row("Problem", note)),
  ];
  return element("dl", {}, ...rows.flat());
};

class Texts {
  constructor() {
    this.card = frame.card;
    this.on = false;
    this.page = { language: "", unseen: [] };
    this.of = null;
    this.button = element("button", { type: "button", textContent: "Show texts" });
    this.button.setAttribute("aria-pressed", "false");
    this.button.setAttribute("aria-keyshortcuts", "T");
    this.button.addEventListener("click", () => this.turn(!this.on));
    this.others = element("button", { type: "button", hidden: true });
    this.others.addEventListener("click", () => this.open(this.others, this.page.unseen));
    frame.tools.append(this.button, this.others);
    document.addEventListener("click", (event) => this.clicked(event), true);
    document.addEventListener("keydown", (event) => this.pressed(event), true);
  }

  // Take up what is now known of the page, after it was changed.
  renew(page) {
    this.page = page;
    this.others.textContent = `Texts of labels and titles: ${page.unseen.length}`;
    this.turn(this.on);
    if (!this.of) return undefined;
    return this.of.isConnected ? this.open(this.of, this.names, false) : this.close();
  }

  turn(on) {
    this.on = on;
    this.button.setAttribute("aria-pressed", on);
    this.others.hidden = !on || !this.page.unseen.length;
    document.documentElement.classList.toggle("preview-texts", on);
    document.querySelectorAll(MARKED).forEach((text) => {
      if (on && !text.closest(REACHED)) text.tabIndex = 0;
      else text.removeAttribute("tabindex");
    });
    if (!on) this.close();
  }

  clicked(event) {
    const text = event.target.closest?.(MARKED);
    // With Ctrl, links and fields do what they always do.
    if (!this.on || !text || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.open(text, namesOf(text));
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && this.of) {
      const text = this.of;
      this.close();
      text.focus();
      event.stopPropagation();
    } else if (event.key === "Enter" && this.on && this.reached(event.target)) {
      event.preventDefault();
      event.stopPropagation();
      this.open(this.reached(event.target), namesOf(this.reached(event.target)));
    } else if (event.key.toLowerCase() === "t" && !writing(event.target)) {
      this.turn(!this.on);
    }
  }

  // The text that has the focus, or stands within a link that has it.
  reached(target) {
    return target.matches?.(REACHED) ? target.querySelector(MARKED) ?? target.closest(MARKED) : target.closest?.(`${MARKED}[tabindex]`);
  }

  async open(text, names, focus = true) {
    const query = names.map((name) => `name=${name}`).join("&");
    const language = this.page.language || document.documentElement.lang;
    const answer = await fetch(`/-/texts/${language}?${query}`, { cache: "no-store" });
    const found = await answer.json();
    Object.assign(this, { of: text, names });
    const close = element("button", { type: "button", className: "close", textContent: "Close" });
    close.addEventListener("click", () => this.close());
    this.card.replaceChildren(close, ...found.map(described));
    this.card.hidden = !found.length;
    this.place();
    if (focus) this.card.focus({ preventScroll: true });
  }

  close() {
    this.of = null;
    this.card.hidden = true;
  }

  // Below the text, or above it where there is no room; within the window, whichever way the page reads.
  place() {
    const text = this.of.getBoundingClientRect();
    const card = this.card.getBoundingClientRect();
    const below = text.bottom + 8;
    const top = below + card.height < window.innerHeight || text.top < card.height + 8 ? below : text.top - card.height - 8;
    const left = Math.max(8, Math.min(text.left, document.documentElement.clientWidth - card.width - 8));
    this.card.style.top = `${top + window.scrollY}px`;
    this.card.style.left = `${left + window.scrollX}px`;
  }
}

export const texts = new Texts();
