// The first script of a previewed page: it hears what has changed and exchanges just that, so that the place, what has
// the focus and what was typed stay. What it knows at first stands in its own element; listener.js hears the rest.
import { mirror } from "./mirror.js"; // first, since the others change the body
import { frame } from "./frame.js";
import { texts } from "./texts.js";

const stateOf = (page) => JSON.parse(page.querySelector("script[data-preview]").dataset.preview);
const filesOf = (page) => [...page.head.querySelectorAll("link[rel=stylesheet], script[src]")]
  .map((file) => file.getAttribute("href") ?? file.getAttribute("src")).join();
const loaded = filesOf(document);
const shown = stateOf(document);
let problems = "";

// Keep what is being read where it stands, whatever grows or shrinks above it.
const inPlace = (change) => {
  const main = document.getElementById("content");
  const heights = [0.2, 0.25, 0.3, 0.4, 0.5].map((share) => window.innerHeight * share);
  const there = heights.flatMap((y) => document.elementsFromPoint(window.innerWidth / 2, y)).filter((part) => main?.contains(part));
  const [read] = there.sort((a, b) => a.clientHeight - b.clientHeight);
  const before = read?.getBoundingClientRect().top;
  change();
  if (read?.isConnected && window.scrollY) {
    window.scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" });
  }
};

const take = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  // Other files than this page has loaded: only loading it again brings them.
  if (filesOf(fresh) !== loaded) return window.location.reload();
  inPlace(() => mirror.renew(fresh.body));
  document.title = fresh.title;
  Object.assign(document.documentElement, { lang: fresh.documentElement.lang, dir: fresh.documentElement.dir });
  const { version, unseen } = stateOf(fresh);
  Object.assign(shown, { version, unseen });
  return texts.renew(shown);
};

let asking = false;
let askAgain = false;
const refresh = async () => {
  askAgain = true;
  if (asking) return;
  asking = true;
  try {
    while (askAgain) {
      askAgain = false;
      const answer = await fetch(window.location.pathname, { cache: "no-store" });
      const html = await answer.text();
      if (answer.ok) take(html);
      frame.say(answer.ok ? "" : "This page is no longer there. What you see is what it was.");
    }
  } catch { /* The server has gone; listener.js notices. */ } finally {
    asking = false;
  }
};

const withVersion = (address, version) => `${address.split("?")[0]}?${version}`;

// A new style sheet takes the place of the old one when it is there, so that the page is never without; one that is not
// there any more, too. What is still on its way when the next comes is given up.
const renewStyles = () => {
  document.querySelectorAll("link[data-coming]").forEach((link) => link.remove());
  document.querySelectorAll("head link[rel=stylesheet]:not([data-own])").forEach((link) => {
    const address = withVersion(link.getAttribute("href"), shown.styles);
    // early.js holds on to the sheet of dark colours: it has to stay the same element.
    if ("dark" in link.dataset) {
      link.href = address;
      return;
    }
    const fresh = Object.assign(link.cloneNode(), { href: address });
    const come = () => {
      link.remove();
      delete fresh.dataset.coming;
    };
    fresh.dataset.coming = "";
    fresh.addEventListener("load", come);
    fresh.addEventListener("error", come);
    link.after(fresh);
  });
};

const renewPictures = () => document.querySelectorAll("img[src*='assets/figures/']").forEach((picture) => {
  picture.src = withVersion(picture.getAttribute("src"), shown.pictures);
});

const hear = (state) => {
  const mine = state.problems.filter(({ language, page }) =>
    (!language || !shown.language || language === shown.language) && (!page || page === shown.path));
  if (JSON.stringify(mine) !== problems) {
    problems = JSON.stringify(mine);
    inPlace(() => frame.showProblems(mine));
  }
  if (state.scripts !== shown.scripts) return window.location.reload();
  if (state.styles !== shown.styles) {
    shown.styles = state.styles;
    renewStyles();
  }
  if (state.pictures !== shown.pictures) {
    shown.pictures = state.pictures;
    renewPictures();
  }
  if (state.pages[shown.language] !== shown.version) {
    // Asked for once: where the page does not exist any more, its version never comes.
    shown.version = state.pages[shown.language];
    return refresh();
  }
  return undefined;
};

let silence = 0;
const listen = ({ data }) => {
  if (data.state) {
    clearTimeout(silence);
    silence = 0;
    frame.say("");
    hear(data.state);
  } else if (!silence) {
    // A connection may be lost for a moment.
    silence = setTimeout(() => frame.say("The preview has ended. To go on, start it again: python build.py serve"), 1500);
  }
};

// One connection for all pages of a browser: it allows no more than six to a server.
if (window.SharedWorker) new SharedWorker("/-/listener.js").port.onmessage = listen;
else {
  const source = new EventSource("/-/events");
  source.onmessage = ({ data }) => listen({ data: { state: JSON.parse(data) } });
  source.onerror = () => listen({ data: {} });
}
// A page that the browser kept aside and brings back has heard nothing meanwhile.
window.addEventListener("pageshow", ({ persisted }) => persisted && refresh());
frame.offer(shown.files);
texts.renew(shown);
