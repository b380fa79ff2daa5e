// Word sends lists as paragraphs that only look like lists: the level is in a style, the sign is in the words.

const LEVEL = /mso-list:\s*l(\d+)\s+level(\d+)/i;
const IGNORED = "[style*='mso-list:Ignore'], [style*='mso-list: Ignore']";
const NUMBERED = /^\s*(?:\(?[0-9]+|\(?[a-z]{1,3}|\(?[ivxlcdm]+)[.)]/i;

function placeOf(paragraph) {
  const place = LEVEL.exec(paragraph.getAttribute("style") ?? "");
  return place ? { list: place[1], level: Number(place[2]) } : null;
}

/** Take the sign out of the words and say whether it is a number. */
function unsigned(paragraph) {
  const signs = paragraph.querySelectorAll(IGNORED);
  const sign = signs[0]?.textContent ?? "";
  signs.forEach((element) => element.remove());
  return NUMBERED.test(sign);
}

function itemOf(paragraph) {
  const item = paragraph.ownerDocument.createElement("li");
  const line = paragraph.ownerDocument.createElement("p");
  line.append(...paragraph.childNodes);
  item.append(line);
  return item;
}

/** Put an item where its level says: `open` holds the list of each level so far. */
function put(item, level, isNumbered, open, before) {
  const tag = isNumbered ? "ol" : "ul";
  open.length = Math.min(open.length, level);
  while (open.length < level) {
    const list = item.ownerDocument.createElement(tag);
    const outer = open.at(-1);
    if (!outer) before.before(list);
    else (outer.lastElementChild ?? outer.appendChild(item.ownerDocument.createElement("li"))).append(list);
    open.push(list);
  }
  open[level - 1].append(item);
}

/** Turn every run of list paragraphs in a pasted document into lists, nested by their levels. */
export function listsOfWord(body) {
  let open = [];
  let current = null;
  let last = null;
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, div")]) {
    const place = placeOf(paragraph);
    if (!place) continue;
    const follows = last !== null && paragraph.previousElementSibling === last;
    if (!follows || (place.level === 1 && current !== place.list)) open = [];
    current = place.list;
    const isNumbered = unsigned(paragraph);
    put(itemOf(paragraph), place.level, isNumbered, open, paragraph);
    last = open[0];
    paragraph.remove();
  }
}
