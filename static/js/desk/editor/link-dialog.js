// The dialog of links: one field, for an address or for words of an own story.

import { addressOf } from "desk/editor/addresses";
import { make, t } from "desk/editor/desk";
import { action, openDialog } from "desk/editor/dialog";
import { lookUp } from "desk/editor/library";
import { searching } from "desk/editor/searching";

const OF_A_STORY = /\/\d{4}\/\d{2}\/\d{2}\/[^/]+\/?$/;

function selected(editor) {
  const { from, to } = editor.state.selection;
  return editor.state.doc.textBetween(from, to, " ");
}

function isOutside(typed) {
  const isAddress = /^(https?:|mailto:|www\.)/i.test(typed) || addressOf(typed) !== null;
  return isAddress && !OF_A_STORY.test(typed);
}

/** Link what is selected, or the link under the cursor; with neither, the words are written as well. */
function put(editor, attributes, words) {
  const isBare = editor.state.selection.empty && !editor.isActive("link");
  const chain = editor.chain().focus();
  if (isBare) {
    chain.insertContent({ type: "text", text: words, marks: [{ type: "link", attrs: attributes }] }).run();
  } else {
    chain.setLink(attributes).run();
  }
}

function story(editor, row, close) {
  const title = make("span", { className: "be-story__title", textContent: row.title, dir: "auto", lang: row.language });
  const note = make("span", { className: "be-story__note", textContent: row.note });
  const choose = () => {
    put(editor, { article: String(row.id), href: null }, row.title);
    close();
  };
  const button = make("button", { type: "button", className: "be-story" }, title, note);
  button.addEventListener("click", choose);
  return button;
}

async function tellStory(note, number) {
  const [row] = await lookUp("story", [number]).catch(() => [null]);
  if (row) note.textContent = t("Links to the story “{title}”.", { title: row.title });
}

export function openLink(editor) {
  const has = editor.getAttributes("link");
  const words = selected(editor);
  const note = make("p", { className: "be-note", role: "status" });
  let close = () => {};
  const search = searching({
    kind: "story",
    label: t("Address, or words of an own story"),
    className: "be-stories",
    value: has.href ?? (isOutside(words) ? words : ""),
    isQuiet: isOutside,
    draw: (row) => story(editor, row, () => close()),
  });
  const submit = () => {
    const href = addressOf(search.input.value);
    if (href) {
      put(editor, { href, article: null }, search.input.value.trim());
      close();
    } else {
      note.textContent = t("This is no address. Write one that begins with https://, or choose a story.");
      search.input.focus();
    }
  };
  const remove = action(t("Remove link"), () => {
    close();
    editor.chain().focus().unsetLink().run();
  });
  close = openDialog(editor, {
    title: t("Link"),
    content: [...search.parts.slice(0, 1), note, ...search.parts.slice(1)],
    confirm: t("Link to this address"),
    submit,
    others: editor.isActive("link") ? [remove] : [],
  });
  if (has.article) tellStory(note, Number(has.article));
}
