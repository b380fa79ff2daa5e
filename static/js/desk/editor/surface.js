// The text box itself: what it is called, which language it is in, and that it changes nothing by itself.

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { desk, t } from "desk/editor/desk";

function named(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (!label) return { "aria-label": t("Text") };
  label.id ||= `${textarea.id}_label`;
  return { "aria-labelledby": label.id };
}

/** The language of the story, if the form has a field for it: for spelling, and for the direction. */
function languageOf(textarea) {
  const language = textarea.form?.elements.namedItem("language")?.value;
  if (!language) return { lang: desk.language, dir: textarea.getAttribute("dir") ?? "auto" };
  return { lang: language, dir: (desk.rightToLeft ?? []).includes(language) ? "rtl" : "ltr" };
}

function attributes(textarea) {
  const told = {};
  for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
    if (textarea.hasAttribute(name)) told[name] = textarea.getAttribute(name);
  }
  return {
    id: `${textarea.id}_editor`,
    class: "be-text",
    "aria-multiline": "true",
    spellcheck: "true",
    ...told,
    ...named(textarea),
    ...languageOf(textarea),
  };
}

/** A click under the last line is a wish to go on there; a figure at the end would not let one. */
function clickBelow(view, event) {
  const { lastChild, content } = view.state.doc;
  if (event.target !== view.dom || !lastChild || lastChild.isTextblock) return false;
  if (event.clientY < view.dom.lastElementChild.getBoundingClientRect().bottom) return false;
  const tr = view.state.tr.insert(content.size, view.state.schema.nodes.paragraph.create());
  view.dispatch(tr.setSelection(pm.state.Selection.atEnd(tr.doc)));
  view.focus();
  return true;
}

export const Surface = Extension.create({
  name: "surface",

  onBeforeCreate() {
    const { options } = this.editor;
    const textarea = options.element.querySelector("textarea");
    options.element.classList.add("be");
    // The policy lets no style element in; static/css/desk/body-editor.css has those rules.
    options.injectCSS = false;
    // What is typed is what is printed: nothing becomes a list or a link by itself.
    options.enableInputRules = false;
    options.enablePasteRules = false;
    options.parseOptions = { preserveWhitespace: true };
    options.editorProps = { attributes: () => attributes(textarea) };
  },

  onCreate() {
    const { editor } = this;
    const textarea = editor.options.element.querySelector("textarea");
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    label?.addEventListener("click", () => editor.view.focus());
    const language = textarea.form?.elements.namedItem("language");
    language?.addEventListener?.("change", () => editor.view.dispatch(editor.state.tr));
  },

  addProseMirrorPlugins: () => [
    new Plugin({ props: { handleDOMEvents: { mousedown: clickBelow } } }),
  ],
});
