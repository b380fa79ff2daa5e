// What is inside pasted lines: bold, italics and links, whichever way they were said.

import { isAllowed } from "desk/editor/addresses";

export function unwrapped(element) {
  element.replaceWith(...element.childNodes);
}

/** Bold and italics said by styles become marks; marks that a style takes back, as Google's wrapper, go. */
export function marks(body) {
  for (const element of body.querySelectorAll("span, font, b, strong, i, em")) {
    const style = element.getAttribute("style") ?? "";
    const weight = /(?:^|;)\s*font-weight:\s*(\w+)/i.exec(style)?.[1];
    const slant = /(?:^|;)\s*font-style:\s*(\w+)/i.exec(style)?.[1];
    const isBold = /^(bold|bolder|[6-9]00)$/i.test(weight ?? "");
    const wrap = (tag) => {
      const mark = body.ownerDocument.createElement(tag);
      mark.append(...element.childNodes);
      element.append(mark);
    };
    if (/^(B|STRONG)$/.test(element.tagName) && weight && !isBold) unwrapped(element);
    else if (/^(I|EM)$/.test(element.tagName) && slant === "normal") unwrapped(element);
    else if (/^(SPAN|FONT)$/.test(element.tagName)) {
      if (isBold) wrap("strong");
      if (slant === "italic" || slant === "oblique") wrap("em");
      if (element.classList.contains("Apple-converted-space")) element.textContent = " ";
      unwrapped(element);
    }
  }
}

/** Keep links to whole addresses; what else was an anchor keeps its words. */
export function links(body) {
  for (const anchor of body.querySelectorAll("a")) {
    let href = anchor.getAttribute("href") ?? "";
    // Google's documents lead round by Google.
    const asked = /^https?:\/\/www\.google\.com\/url\?(.*)$/.exec(href);
    if (asked) href = new URLSearchParams(asked[1]).get("q") ?? href;
    const isWhole = /^(https?:\/\/|mailto:)/i.test(href) && isAllowed(href);
    anchor.getAttributeNames().forEach((name) => anchor.removeAttribute(name));
    if (isWhole && anchor.textContent.trim()) anchor.setAttribute("href", href);
    else unwrapped(anchor);
  }
}
