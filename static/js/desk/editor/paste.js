// What comes by the clipboard: brought to the structure a text may have, before the editor reads it. Styles are
// read from what is written, never applied.

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { drop, headings, paragraphs, plain, spaces, tables } from "desk/editor/paste-blocks";
import { links, marks } from "desk/editor/paste-marks";
import { listsOfWord } from "desk/editor/paste-word";

const OURS = /data-pm-slice/;

/** Nothing stays on an element but where a link leads, and a direction that is not the story's. */
function attributes(body, base) {
  for (const element of body.querySelectorAll("*")) {
    const direction = element.getAttribute("dir")?.toLowerCase();
    for (const name of element.getAttributeNames()) if (name !== "href") element.removeAttribute(name);
    if (direction && direction !== base) element.setAttribute("dir", direction);
  }
}

/** The pasted elements, in a document that loads and runs nothing. */
function opened(html) {
  const template = document.createElement("template");
  // Handlers would not run there either, but the browser would report each as a breach of the policy.
  template.innerHTML = html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\son(?=\w+\s*=)/gi, " data-"));
  const body = template.content.ownerDocument.createElement("div");
  body.append(template.content);
  return body;
}

/** Return pasted HTML with nothing in it but what a text may hold; `base` is the direction of the story. */
export function cleaned(html, base) {
  if (OURS.test(html)) return html;
  const body = opened(html);
  listsOfWord(body);
  drop(body);
  marks(body);
  links(body);
  headings(body);
  tables(body);
  plain(body);
  paragraphs(body);
  spaces(body);
  attributes(body, base);
  return body.innerHTML;
}

function isPicture(transfer) {
  const isFile = [...(transfer?.files ?? [])].some((file) => file.type.startsWith("image/"));
  return isFile && !transfer.getData("text/html") && !transfer.getData("text/plain");
}

export const Paste = Extension.create({
  name: "pasteCleaning",

  transformPastedHTML(html) {
    return cleaned(html, this.editor.view.dom.dir === "rtl" ? "rtl" : "ltr");
  },

  addProseMirrorPlugins() {
    // A file would not stay in a text. The library's dialog takes it in.
    const lead = (transfer) => isPicture(transfer) && this.editor.commands.pickPicture([...transfer.files]);
    return [
      new Plugin({
        key: new pm.state.PluginKey("pasteFile"),
        props: {
          handlePaste: (_view, event) => lead(event.clipboardData),
          handleDrop: (_view, event) => lead(event.dataTransfer),
        },
      }),
    ];
  },
});
