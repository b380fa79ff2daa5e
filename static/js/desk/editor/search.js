// Find and replace: where the words stand, what is marked, and what is put in their place.

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { SearchPanel } from "desk/editor/search-panel";

const key = new pm.state.PluginKey("search");
const MOST = 2000; // marks on the page
// What a keyboard types, and what print has in its place.
const ALIKE = { "'": "['’‘]", '"': '["“”„«»]', " ": "[ \\u00a0\\u202f]", "-": "[-\\u2010\\u2011–]" };

function pattern(words, isExact) {
  const signs = [...words].map((sign) => ALIKE[sign] ?? sign.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
  return new RegExp(signs.join(""), isExact ? "gu" : "giu");
}

/** Every place in the document where the words stand, inside one block each. */
function places(doc, { words, isExact }) {
  const found = [];
  if (!words) return found;
  const asked = pattern(words, isExact);
  doc.descendants((node, place) => {
    if (!node.isTextblock) return true;
    // A picture or a line break in the words is one sign, as it is one place in the document.
    const text = node.textBetween(0, node.content.size, "", "\ufffc");
    for (const match of text.matchAll(asked)) {
      const from = place + 1 + match.index;
      if (found.length < MOST) found.push({ from, to: from + match[0].length });
    }
    return false;
  });
  return found;
}

function marks(doc, found, current) {
  const { Decoration, DecorationSet } = pm.view;
  const marked = found.map(({ from, to }, number) => {
    const name = number === current ? "be-found be-found--current" : "be-found";
    return Decoration.inline(from, to, { class: name });
  });
  return DecorationSet.create(doc, marked);
}

function following(found, place) {
  const next = found.findIndex(({ from }) => from >= place);
  return next < 0 ? 0 : next;
}

const NOTHING = { words: "", isExact: false, found: [], current: 0 };

function apply(tr, had) {
  const asked = tr.getMeta(key);
  if (!asked && !tr.docChanged) return had;
  const next = { ...had, ...asked };
  next.found = places(tr.doc, next);
  const moves = asked && "words" in asked ? following(next.found, tr.selection.from) : next.current;
  next.current = Math.max(0, Math.min(moves, next.found.length - 1));
  return { ...next, marks: marks(tr.doc, next.found, next.current) };
}

export const Search = Extension.create({
  name: "search",

  addStorage: () => ({ stateOf: (state) => key.getState(state), key }),

  onCreate() {
    this.storage.panel = new SearchPanel(this.editor);
  },

  onTransaction() {
    this.storage.panel?.show();
  },

  addCommands: () => ({
    openSearch:
      () =>
      ({ editor }) => {
        editor.storage.search.panel.open();
        return true;
      },
  }),

  addProseMirrorPlugins: () => [
    new Plugin({
      key,
      state: { init: () => NOTHING, apply },
      props: { decorations: (state) => key.getState(state).marks },
    }),
  ],
});
