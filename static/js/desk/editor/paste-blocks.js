// The blocks of what is pasted: which go, which become others, and where a line was meant for a paragraph.

import { unwrapped } from "desk/editor/paste-marks";

const NOTHING_TO_READ =
  "script, style, meta, link, title, template, head, xml, svg, math, img, picture, video, audio, canvas, iframe, " +
  "object, embed, form > button, button, input, select, textarea, nav, [hidden], [aria-hidden='true'], o\\:p:empty";
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, div, section, article, table, pre, hr, aside";
const IN_LAYOUT = "ul, ol, h1, h2, h3, h4, h5, h6, blockquote, p + p, div + div";
const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };
// Kinds of paragraph that Word and LibreOffice name by a class.
const TITLES = /^(MsoTitle|MsoSubtitle)$/;

function renamed(element, tag) {
  const other = element.ownerDocument.createElement(tag);
  const direction = element.getAttribute("dir");
  if (direction) other.setAttribute("dir", direction);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

export function drop(body) {
  body.querySelectorAll(NOTHING_TO_READ).forEach((element) => element.remove());
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) comment.remove();
  for (const element of body.querySelectorAll("[style]")) {
    if (/display:\s*none|mso-hide:\s*all/i.test(element.getAttribute("style"))) element.remove();
  }
}

function block(body, tag, nodes) {
  const made = body.ownerDocument.createElement(tag);
  made.append(...nodes);
  return made;
}

/** A row of a table as one line, its cells divided by a stroke. */
function line(body, row) {
  const cells = [...row.cells].filter((cell) => cell.textContent.trim());
  for (const cell of cells) cell.querySelectorAll("p, div").forEach(unwrapped);
  return block(body, "p", cells.flatMap((cell, place) => (place ? [" | ", ...cell.childNodes] : [...cell.childNodes])));
}

/** A table of facts becomes lines, a row a line; one that only lays out a page gives up what is in its cells. */
export function tables(body) {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const isLayout = table.rows.length < 2 || table.querySelector(IN_LAYOUT);
    if (table.caption) table.before(block(body, "p", table.caption.childNodes));
    for (const row of table.rows) {
      if (isLayout) table.before(...[...row.cells].map((cell) => block(body, "div", cell.childNodes)));
      else table.before(line(body, row));
    }
    table.remove();
  }
}

export function headings(body) {
  for (const [tag, other] of Object.entries(HEADINGS)) {
    body.querySelectorAll(tag).forEach((heading) => renamed(heading, other));
  }
  for (const paragraph of body.querySelectorAll("p[class]")) {
    if (TITLES.test(paragraph.className)) renamed(paragraph, "h2");
  }
  // A heading is bold by itself.
  body.querySelectorAll(":is(h2, h3) :is(b, strong)").forEach(unwrapped);
}

/** Empty lines between paragraphs are how people make room; here the paragraphs have it by themselves. */
export function spaces(body) {
  for (const line of body.querySelectorAll("br")) {
    const beside = [line.previousElementSibling, line.nextElementSibling];
    const isBetween = line.parentElement === body || line.parentElement.matches("div, section, article");
    if (isBetween && beside.some((element) => element?.matches(BLOCKS))) line.remove();
  }
  for (const block of body.querySelectorAll("p, h2, h3, li, blockquote")) {
    if (!block.textContent.trim() && !block.querySelector("hr")) block.remove();
  }
}

/** Two line breaks in a row were meant for a new paragraph. */
export function paragraphs(body) {
  for (const line of body.querySelectorAll("br + br")) {
    const block = line.closest("p, div");
    if (!block || line.parentElement !== block || line.previousSibling !== line.previousElementSibling) continue;
    const rest = body.ownerDocument.createElement("p");
    while (line.nextSibling) rest.append(line.nextSibling);
    line.previousSibling.remove();
    line.remove();
    block.after(rest);
  }
}

/** Kinds of block that texts do not have, or have for something else. */
export function plain(body) {
  body.querySelectorAll("aside, figure, figcaption, pre, center").forEach((element) => renamed(element, "div"));
}
