// The body of a page as the server sent it, beside the one that is seen. The two differ by what scripts have done (links
// beside headings, entries in fields, what is folded open); a new version is compared with the former, and only what
// differs there is changed in the latter.

const ELEMENT = 1;

class Mirror {
  constructor(body) {
    this.seen = new WeakMap();
    this.body = body.cloneNode(true);
    this.pair(this.body, body);
  }

  // Change what is seen as far as a new body differs from the last one.
  renew(fresh) {
    this.change(this.body, fresh);
  }

  pair(node, seen) {
    this.seen.set(node, seen);
    node.childNodes.forEach((child, place) => this.pair(child, seen.childNodes[place]));
  }

  change(node, fresh) {
    if (node.isEqualNode(fresh)) return;
    const seen = this.seen.get(node);
    if (node.nodeType !== ELEMENT) {
      node.data = fresh.data;
      seen.data = fresh.data;
      return;
    }
    for (const { name } of [...node.attributes].filter((each) => !fresh.hasAttribute(each.name))) {
      [node, seen].forEach((each) => each.removeAttribute(name));
    }
    for (const { name, value } of [...fresh.attributes].filter((each) => node.getAttribute(each.name) !== each.value)) {
      [node, seen].forEach((each) => each.setAttribute(name, value));
    }
    this.changeChildren(node, seen, fresh);
  }

  changeChildren(parent, seen, fresh) {
    const old = [...parent.childNodes];
    const wanted = [...fresh.childNodes];
    let start = 0;
    while (start < Math.min(old.length, wanted.length) && old[start].isEqualNode(wanted[start])) start += 1;
    while (old.length > start && wanted.length > start && old[old.length - 1].isEqualNode(wanted[wanted.length - 1])) {
      old.pop();
      wanted.pop();
    }
    let last = start ? old[start - 1] : null;
    const left = old.slice(start);
    const kept = wanted.slice(start).map((child) => {
      const place = left.findIndex((node) => this.isTwin(node, child));
      return [place < 0 ? null : left.splice(place, 1)[0], child];
    });
    left.forEach((node) => this.remove(node, seen));
    for (const [node, child] of kept) {
      const placed = node ?? this.made(child);
      if (placed !== (last ? last.nextSibling : parent.firstChild)) this.put(placed, last, parent, seen);
      if (node) this.change(node, child);
      last = placed;
    }
  }

  // What has an id is the same wherever it stands; of the others, the first of a kind is taken for the first.
  isTwin(node, child) {
    return node.nodeName === child.nodeName && (node.id ?? "") === (child.id ?? "");
  }

  made(child) {
    const node = child.cloneNode(true);
    this.pair(node, document.importNode(child, true));
    return node;
  }

  put(node, last, parent, seen) {
    const before = last ? this.within(seen, last)?.nextSibling : seen.firstChild;
    parent.insertBefore(node, last ? last.nextSibling : parent.firstChild);
    seen.insertBefore(this.within(seen, node) ?? this.seen.get(node), before ?? null);
  }

  remove(node, seen) {
    node.remove();
    this.within(seen, node)?.remove();
  }

  // What stands for a node among the children of what is seen: scripts may have put it into an element of their own.
  within(seen, node) {
    let found = this.seen.get(node);
    while (found && found.parentNode !== seen) found = found.parentNode;
    return found;
  }
}

// Made before any other script has changed the body.
export const mirror = new Mirror(document.body);
