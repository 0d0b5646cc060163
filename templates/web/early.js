// What has to be known before the first paint: that scripts run, and the reader's colours and size of type.
// `display` serves the switches of script.js; what is chosen is kept on this device, where the browser allows it.
(() => {
  "use strict";
  const root = document.documentElement;
  const dark = document.querySelector("[data-dark]");
  const media = { system: dark.media, light: "not all", dark: "screen" };
  const sizes = [0.875, 1, 1.125, 1.25, 1.5, 1.75, 2];
  const chosen = { theme: "system", size: 1 };
  root.dataset.scripted = "";

  const show = () => {
    dark.media = media[chosen.theme];
    root.style.setProperty("--size", chosen.size);
  };
  const choose = (theme, size) => {
    if (theme in media) chosen.theme = theme;
    if (sizes.includes(size)) chosen.size = size;
    show();
  };
  try {
    choose(localStorage.getItem("iasios-theme"), Number(localStorage.getItem("iasios-size")));
  } catch { /* Nothing can be kept here; what is chosen holds for this page. */ }

  window.display = {
    sizes,
    chosen,
    choose: (theme, size) => {
      choose(theme, size);
      try {
        localStorage.setItem("iasios-theme", chosen.theme);
        localStorage.setItem("iasios-size", chosen.size);
      } catch { /* As above. */ }
    },
  };
})();
