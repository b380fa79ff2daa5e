// Blocks that nobody touched are written back as they came, letter for letter, whatever the editor would make of
// them: a text that is opened and saved stays the same, and a change of one paragraph is a change of one.

import { Extension, pm } from "django-prose-editor/editor";

function parsed(schema, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return pm.model.DOMParser.fromSchema(schema).parse(holder.content, { preserveWhitespace: true });
}

/** The outermost elements of a text, each as it is written, with the white space behind it. */
function sources(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const found = [];
  for (const child of holder.content.childNodes) {
    const isSpace = child.nodeType === Node.TEXT_NODE && !child.data.trim();
    if (isSpace && found.length) found[found.length - 1] += child.data;
    else found.push(child.outerHTML ?? null);
  }
  return found;
}

/** Remember for each block of the document from what it was read; stop where the two do not agree. */
function remembered({ doc, schema }, html) {
  const kept = new Map();
  let place = 0;
  for (const source of sources(html)) {
    const { content } = parsed(schema, source ?? "");
    if (source === null || content.childCount !== 1 || place >= doc.childCount) break;
    const block = doc.child(place);
    if (!content.child(0).eq(block)) break;
    const words = block.textContent;
    if (!kept.has(words)) kept.set(words, []);
    kept.get(words).push({ block, source });
    place += 1;
  }
  return kept;
}

/** Return a function that writes a block: as it came, or as the editor has it. Each is written once. */
function writer(kept, schema) {
  const serializer = pm.model.DOMSerializer.fromSchema(schema);
  const holder = document.createElement("div");
  const made = new WeakMap();
  return (block) => {
    if (!made.has(block)) {
      // Compared by what is in it, so that undoing a change brings its source back as well.
      const came = kept.get(block.textContent)?.find((one) => one.block.eq(block));
      if (!came) holder.replaceChildren(serializer.serializeNode(block));
      made.set(block, came ? came.source : holder.innerHTML);
    }
    return made.get(block);
  };
}

export const KeepSource = Extension.create({
  name: "keepSource",

  onBeforeCreate() {
    const { editor } = this;
    const html = editor.options.content;
    let write = null;
    // Later than the document is made, and before anything can have changed it.
    editor.on("mount", () => {
      const { schema } = editor;
      write = writer(remembered({ doc: editor.state.doc, schema }, html), schema);
    });
    editor.getHTML = () => {
      const { doc } = editor.state;
      const blocks = doc.content.content.map(write);
      // A text of one figure without a caption looks empty to the package, unless it ends on a new line.
      return blocks.length === 1 && doc.firstChild.attrs.value ? `${blocks[0]}\n` : blocks.join("");
    };
  },
});
