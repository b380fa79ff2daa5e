// Right to left, or left to right: said by `dir` on a block, and by nothing where it is that of the story.

import { Extension } from "django-prose-editor/editor";

const BLOCKS = [
  "paragraph",
  "heading",
  "blockquote",
  "listItem",
  "bulletList",
  "orderedList",
  "pullQuote",
  "factBox",
];
const FIGURES = ["picture", "gallery", "embed"]; // there it is the caption's
const DIRECTIONS = ["ltr", "rtl", "auto"];

function parse(element) {
  const said = element.getAttribute("dir");
  return DIRECTIONS.includes(said) ? said : null;
}

/** The outermost blocks that the selection touches, with their places. */
function chosen({ doc, selection }) {
  const found = [];
  doc.forEach((node, offset) => {
    if (offset < selection.to && offset + node.nodeSize > selection.from) found.push([node, offset]);
  });
  return found;
}

function set(tr, [node, place], direction) {
  tr.setNodeAttribute(place, "dir", direction);
  node.descendants((inner, offset) => {
    if (inner.attrs.dir) tr.setNodeAttribute(place + 1 + offset, "dir", null);
  });
}

function of(state) {
  const said = new Set(chosen(state).map(([node]) => node.attrs.dir ?? null));
  return said.size === 1 ? [...said][0] : null;
}

export const Direction = Extension.create({
  name: "direction",

  addStorage: () => ({ of }),

  addGlobalAttributes: () => [
    {
      types: BLOCKS,
      attributes: {
        dir: {
          default: null,
          parseHTML: parse,
          renderHTML: ({ dir }) => (dir ? { dir } : {}),
        },
      },
    },
  ],

  addCommands: () => ({
    toggleDirection:
      (direction) =>
      ({ state, tr, dispatch }) => {
        const blocks = chosen(state).filter(([node]) => "dir" in node.attrs);
        const next = of(state) === direction ? null : direction;
        if (dispatch) for (const block of blocks) set(tr, block, next);
        return blocks.length > 0;
      },
  }),
});

export { FIGURES, parse as directionOf };
