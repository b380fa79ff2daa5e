// Several names pasted at once: asks before it splits at commas, since a name may have one (“Paris, Texas”).
import { button, make } from "./make.js";

const BETWEEN = /[,،\n\r\t;]+/;

export function watchPaste(field, words, { whole, parts }) {
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain").trim() ?? "";
    if (!BETWEEN.test(text)) return;
    event.preventDefault();
    ask(field, words, text, { whole, parts });
  });
}

function ask(field, words, text, { whole, parts }) {
  const names = text.split(BETWEEN).map((name) => name.trim()).filter(Boolean);
  const question = make("div", "tag-question");
  question.setAttribute("role", "group");
  question.setAttribute("aria-label", words.commas);
  const done = (act) => () => {
    question.remove();
    field.focus();
    act();
  };
  const split = button("tag-question__button", `${words.split} (${names.length})`, done(() => parts(names)));
  const keep = button("tag-question__button", words.keep, done(() => whole(text.replace(/\s+/g, " "))));
  question.append(make("p", "tag-question__text", { textContent: `${words.commas} ${text.slice(0, 120)}`, dir: "auto" }), split, keep);
  field.after(question);
  split.focus();
}
