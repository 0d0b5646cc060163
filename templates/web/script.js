// Reading aids of the web pages. Every page works without them: links, lists and switches are plain HTML.
(() => {
  "use strict";
  const wide = window.matchMedia("(min-width: 60em)");
  const root = document.documentElement;
  const main = document.getElementById("content");
  const listed = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
  const places = main ? [...main.querySelectorAll(":is(h2, h3, h4, section, tr)[id]")] : [];
  let reading = "";

  // On a wide screen the lists stand open beside the text; older browsers need telling, style.css tells the others.
  const unfold = () => document.querySelectorAll(".fold").forEach((fold) => (fold.open = wide.matches));
  wide.addEventListener("change", unfold);
  unfold();

  // The contents follow the reader. Only their own list scrolls: moving the page would take the text away.
  const follow = () => {
    const passed = places.filter((place) => place.getBoundingClientRect().top < window.innerHeight / 4);
    reading = passed.length ? passed[passed.length - 1].id : "";
    const current = passed.map((place) => listed.get(place.id)).filter(Boolean).pop();
    for (const link of listed.values()) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const list = current?.closest(".contents");
    if (list && wide.matches) {
      const row = current.getBoundingClientRect();
      const frame = list.getBoundingClientRect();
      const hidden = row.top < frame.top + 48 || row.bottom > frame.bottom - 48;
      if (hidden) list.scrollTop += row.top - frame.top - frame.height / 3;
    }
  };
  // Watched is all that lies above the lower three quarters of the window, so that no jump goes unnoticed.
  const watcher = new IntersectionObserver(follow, { rootMargin: "1000000px 0px -75% 0px" });
  places.forEach((place) => watcher.observe(place));

  // The switch of language leads to the section that is being read: the anchors are the same in every language.
  document.querySelectorAll(".languages a").forEach((link) => {
    link.addEventListener("click", () => {
      follow();
      link.hash = reading || window.location.hash;
    });
  });

  // A choice made, a click elsewhere or Escape closes a list that lies over the text.
  const lists = () => [...document.querySelectorAll(wide.matches ? ".band details" : ".band details, .fold")];
  document.addEventListener("click", ({ target }) => {
    lists().filter((list) => !list.contains(target) || target.closest("a")).forEach((list) => (list.open = false));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    lists().filter((list) => list.open).forEach((list) => {
      if (list.contains(document.activeElement)) list.querySelector("summary").focus();
      list.open = false;
    });
  });

  // What opens is seen whole: style.css leaves it the room below the head, and what still lies below the screen comes up.
  const band = document.querySelector(".band");
  new ResizeObserver(() => root.style.setProperty("--band-size", `${band.offsetHeight}px`)).observe(band);
  document.addEventListener("toggle", ({ target }) => {
    const list = target.open && lists().includes(target) && target.querySelector("summary + *");
    if (list) window.scrollBy(0, Math.max(0, Math.ceil(list.getBoundingClientRect().bottom) - window.innerHeight));
  }, true);

  // Colours and size of type: early.js keeps the choice, these are its switches.
  const switches = document.querySelector(".display");
  if (switches && window.display) {
    const { sizes, chosen, choose } = window.display;
    const steps = [...switches.querySelectorAll("[data-step]")];
    const shown = () => {
      const place = sizes.indexOf(chosen.size);
      switches.querySelector("output").textContent = `${chosen.size * 100}%`;
      switches.querySelectorAll("input").forEach((choice) => (choice.checked = choice.value === chosen.theme));
      steps.forEach((step) => step.setAttribute("aria-disabled", !(place + Number(step.dataset.step) in sizes)));
    };
    switches.addEventListener("change", ({ target }) => choose(target.value, chosen.size));
    steps.forEach((step) => step.addEventListener("click", () => {
      choose(chosen.theme, sizes[sizes.indexOf(chosen.size) + Number(step.dataset.step)]);
      shown();
    }));
    shown();
  }

  // Headings get a link to themselves, beside them rather than in them: read aloud, they stay what they are.
  places.filter((place) => main.dataset.linkLabel && /^H\d$/.test(place.tagName)).forEach((heading) => {
    const frame = document.createElement("div");
    const link = document.createElement("a");
    frame.className = "headed";
    link.className = "anchor";
    link.href = `#${heading.id}`;
    const title = heading.textContent.trim().replaceAll("\u00AD", "");
    link.setAttribute("aria-label", main.dataset.linkLabel.replace("{title}", title));
    heading.replaceWith(frame);
    frame.append(heading, link);
  });

  // Only a table that does scroll is worth a stop of the Tab key.
  const fitting = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
    if (scrolls) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }));
  document.querySelectorAll(".scroll, .drawing").forEach((box) => fitting.observe(box));
})();
