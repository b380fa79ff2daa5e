// Links: to an address, or to an own story by its number, so that a changed address never breaks one.

import { Mark, pm, Plugin } from "django-prose-editor/editor";
import { addressOf, isAllowed } from "desk/editor/addresses";
import { openLink } from "desk/editor/link-dialog";

function parse(anchor) {
  const article = anchor.dataset.article;
  if (/^[1-9]\d{0,17}$/.test(article ?? "")) return { article, href: null };
  const href = anchor.getAttribute("href");
  return href && isAllowed(href) ? { href, article: null } : false;
}

export const TextLink = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,

  addAttributes: () => ({
    href: { default: null, renderHTML: ({ href }) => (href ? { href } : {}) },
    article: { default: null, renderHTML: ({ article }) => (article ? { "data-article": article } : {}) },
  }),

  parseHTML: () => [{ tag: "a", getAttrs: parse }],

  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],

  addCommands() {
    return {
      editLink:
        () =>
        ({ editor }) => {
          openLink(editor);
          return true;
        },
      setLink:
        (attributes) =>
        ({ chain }) =>
          chain().extendMarkRange("link").setMark("link", attributes).run(),
      unsetLink:
        () =>
        ({ chain }) =>
          chain().extendMarkRange("link").unsetMark("link").run(),
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        key: new pm.state.PluginKey("pasteLink"),
        props: {
          // An address pasted over words links them.
          handlePaste(view, event) {
            const typed = event.clipboardData?.getData("text/plain") ?? "";
            const { empty, $from, $to } = view.state.selection;
            if (empty || !$from.sameParent($to) || !/^(https?:|mailto:)/.test(typed.trim())) return false;
            const href = addressOf(typed);
            return href ? editor.commands.setLink({ href, article: null }) : false;
          },
          // The browser would follow it; the words are to be edited.
          handleClick: (_view, _place, event) => {
            if (event.target.closest("a[href]")) event.preventDefault();
            return false;
          },
        },
      }),
    ];
  },
});
