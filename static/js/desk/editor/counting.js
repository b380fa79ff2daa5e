// How long the text is: words as the published page counts them, characters, and minutes to read.

import { Extension } from "django-prose-editor/editor";
import { counted, make, settled, t } from "desk/editor/desk";
import { lookUp } from "desk/editor/library";

const WORDS_A_MINUTE = 230;
const WAIT = 150;

function wordsOf(text) {
  return text.match(/\S+/g)?.length ?? 0;
}

/** Letters as people count them: a pair of halves is one, and the end of a paragraph is none. */
function charactersOf(text) {
  return [...text.replaceAll("\n", "")].length;
}

function lengthOf(editor) {
  const { doc, selection } = editor.state;
  const text = doc.textBetween(0, doc.content.size, "\n", "\n");
  const words = wordsOf(text);
  const said = [
    t("Words: {count}", { count: counted(words) }),
    t("Characters: {count}", { count: counted(charactersOf(text)) }),
    t("Reading time: {count} min", { count: counted(Math.max(1, Math.round(words / WORDS_A_MINUTE))) }),
  ];
  if (!selection.empty) {
    const chosen = doc.textBetween(selection.from, selection.to, "\n", "\n");
    said.push(t("Selected words: {count}", { count: counted(wordsOf(chosen)) }));
  }
  return said;
}

/** Where the link under the cursor leads. */
async function leadsTo(editor) {
  const { href, article } = editor.getAttributes("link");
  if (href) return href;
  if (!article) return "";
  const [story] = await lookUp("story", [Number(article)]).catch(() => [null]);
  return story ? t("Own story: {title}", { title: story.title }) : t("Own story, not at the desk any more.");
}

export const Counting = Extension.create({
  name: "counting",

  onCreate() {
    const { editor } = this;
    const length = make("p", { className: "be-length" });
    const link = make("p", { className: "be-leads", dir: "auto" });
    editor.view.dom.after(make("div", { className: "be-foot" }, length, link));
    this.storage.show = async () => {
      length.replaceChildren(...lengthOf(editor).map((said) => make("span", { textContent: said })));
      link.textContent = await leadsTo(editor);
    };
    this.storage.later = settled(WAIT, this.storage.show);
    this.storage.show();
  },

  onTransaction() {
    this.storage.later?.();
  },
});
