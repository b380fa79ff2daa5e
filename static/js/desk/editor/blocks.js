// Blocks of ours that hold other blocks: pull quote and fact box; and the numbered list as a text keeps it.

import { Node, OrderedList } from "django-prose-editor/editor";
import { make, t } from "desk/editor/desk";

function aside({ name, label, kind, command, tag }) {
  return Node.create({
    name,
    group: "block",
    content: "block+",
    defining: true,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => ["aside", { class: kind, ...HTMLAttributes }, 0],
    addNodeView:
      () =>
      ({ HTMLAttributes }) => {
        // On the page it is a landmark; while it is written, a part of the text box.
        const dom = make("aside", { className: kind, role: "note", "aria-label": label, ...HTMLAttributes });
        return { dom, contentDOM: dom };
      },
    addCommands: () => ({
      [command]:
        () =>
        ({ commands }) =>
          commands.toggleWrap(name),
    }),
    addKeyboardShortcuts() {
      // An empty paragraph at the end is the way out, as in lists.
      return { Enter: ({ editor }) => isAtEmptyEnd(editor.state, name) && editor.commands.lift(name) };
    },
  });
}

function isAtEmptyEnd({ selection }, name) {
  const { $from, empty } = selection;
  if (!empty || $from.depth < 2 || $from.parent.content.size) return false;
  return $from.node(-1).type.name === name && $from.indexAfter(-1) === $from.node(-1).childCount;
}

export const PullQuote = aside({
  name: "pullQuote",
  label: t("Pull quote"),
  kind: "pullquote",
  command: "togglePullQuote",
  tag: "aside.pullquote",
});

// An aside that says no kind is a fact box too: what is set apart stays set apart.
export const FactBox = aside({
  name: "factBox",
  label: t("Fact box"),
  kind: "factbox",
  command: "toggleFactBox",
  tag: "aside:not(.pullquote)",
});

// Texts keep neither the first number of a list nor the kind of its numbers.
export const NumberedList = OrderedList.extend({
  addAttributes: () => ({}),
  addNodeView: () => null,
});
