// What pictures, galleries and embeds share: a block that stands by identity, with a caption of its own.

import { mergeAttributes, Node, pm } from "django-prose-editor/editor";
import { change } from "desk/editor/desk";
import { directionOf, FIGURES } from "desk/editor/direction";
import { figureView } from "desk/editor/figure-view";

const BLOCK = "p, h2, h3, li, ul, ol, blockquote, aside, figcaption, figure, div";

/** All words of a figure as one caption: blocks in it, which a caption cannot hold, become lines. */
function captionOf(figure) {
  const caption = figure.cloneNode(true);
  for (const child of [...caption.childNodes]) {
    if (child.nodeType === globalThis.Node.TEXT_NODE && !child.data.trim()) child.remove();
  }
  for (const block of [...caption.querySelectorAll(BLOCK)].reverse()) {
    if (block.nextSibling) block.after(document.createElement("br"));
    if (block.previousSibling && !block.previousSibling.matches?.(BLOCK)) block.before(document.createElement("br"));
    block.replaceWith(...block.childNodes);
  }
  return caption;
}

function captionDirection(figure) {
  const caption = figure.querySelector(":scope > figcaption");
  return caption ? directionOf(caption) : null;
}

/** Make the kind of node that is written `<figure data-…>`; `draw(view)` shows it, `edit(editor, place)` changes it. */
export function figureNode({ name, attribute, value, draw, edit, describe, cut, isWidened = true }) {
  return Node.create({
    name,
    group: "block",
    content: "inline*",
    isolating: true,
    draggable: true,

    addAttributes: () => ({
      value: {
        default: null,
        parseHTML: (figure) => value(figure.getAttribute(attribute)),
        renderHTML: (attrs) => ({ [attribute]: attrs.value }),
      },
      wide: {
        default: false,
        parseHTML: (figure) => figure.classList.contains("wide"),
        renderHTML: ({ wide }) => (wide ? { class: "wide" } : {}),
      },
      alt: {
        default: null,
        parseHTML: (figure) => figure.getAttribute("data-alt"),
        renderHTML: ({ alt }) => (alt === null ? {} : { "data-alt": alt }),
      },
      crop: {
        default: null,
        parseHTML: (figure) => figure.getAttribute("data-crop"),
        renderHTML: ({ crop }) => (crop === null ? {} : { "data-crop": crop }),
      },
      dir: { default: null, parseHTML: captionDirection, rendered: false },
    }),

    parseHTML: () => [
      {
        tag: `figure[${attribute}]`,
        getAttrs: (figure) => value(figure.getAttribute(attribute)) !== null && null,
        contentElement: captionOf,
      },
    ],

    renderHTML({ node, HTMLAttributes }) {
      const dir = node.attrs.dir ? { dir: node.attrs.dir } : {};
      // A figure without words of its own has no caption; readers get that of the library.
      if (!node.content.size) return ["figure", mergeAttributes(HTMLAttributes)];
      return ["figure", mergeAttributes(HTMLAttributes), ["figcaption", dir, 0]];
    },

    addNodeView() {
      return (given) => figureView({ ...given, draw, edit, describe, cut, isWidened });
    },

    addKeyboardShortcuts() {
      const isHere = (editor) => editor.state.selection.$from.parent.type.name === name;
      return {
        Enter: ({ editor }) => isHere(editor) && leave(editor),
        Backspace: ({ editor }) => {
          const { $from, empty } = editor.state.selection;
          if (!isHere(editor) || !empty || $from.parentOffset) return false;
          return editor.commands.setNodeSelection($from.before());
        },
      };
    },
  });
}

/** From a caption to a new paragraph under it. */
function leave(editor) {
  const after = editor.state.selection.$from.after();
  return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
}

/** Put a figure where the cursor is: in place of an empty paragraph, else after the block, with a line to go on. */
export function insertFigure(editor, name, value) {
  change(editor, (tr) => {
    const { schema, doc, selection } = editor.state;
    const { $from } = selection;
    const figure = schema.nodes[name].create({ value });
    const block = $from.depth ? $from.node(1) : null;
    const isEmpty = block?.type.name === "paragraph" && !block.content.size;
    const start = $from.depth ? $from.before(1) : $from.pos;
    const end = $from.depth ? $from.after(1) : selection.to;
    const from = isEmpty ? start : end;
    const isLast = !doc.resolve(end).nodeAfter;
    tr.replaceWith(from, end, isLast ? [figure, schema.nodes.paragraph.create()] : figure);
    tr.setSelection(pm.state.Selection.near(tr.doc.resolve(from + 1)));
  });
}

export { FIGURES };
