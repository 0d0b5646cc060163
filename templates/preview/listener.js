// Hears the news of the preview for all its pages in this browser, and hands them on.
const pages = new Set();
let last = null;

const tell = (news) => {
  last = news;
  pages.forEach((page) => page.postMessage(news));
};

const listen = () => {
  const source = new EventSource("/-/events");
  source.onmessage = ({ data }) => tell({ state: JSON.parse(data) });
  source.onerror = () => {
    tell({});
    // The browser tries again by itself, unless something else than the preview has answered.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  };
};

self.onconnect = ({ ports: [page] }) => {
  pages.add(page);
  if (last) page.postMessage(last);
};
listen();
