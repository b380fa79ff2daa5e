// A search field with its results under it: for pictures, and for own stories.

import { make, settled, t } from "desk/editor/desk";
import { field } from "desk/editor/dialog";
import { search } from "desk/editor/library";
import { rove } from "desk/editor/roving";

const WAIT = 250;

/**
 * Return { input, parts, refresh }: the field, what goes into a dialog, and a function that searches again.
 * `draw(row)` makes the button of one result. `isQuiet(words)` says when typed words are nothing to search for.
 * `offer(address)` is told where new pictures are uploaded, by who may.
 */
export function searching({ kind, label, className, draw, offer = () => {}, isQuiet = () => false, value = "" }) {
  const input = make("input", { type: "search", value, autocomplete: "off", spellcheck: false, dir: "auto" });
  const status = make("p", { className: "be-status", role: "status" });
  const results = make("div", { className, role: "group", "aria-label": t("Results") });
  const settle = rove(results);
  let asked = 0;

  const refresh = async () => {
    const words = input.value.trim();
    const mine = ++asked;
    if (isQuiet(words)) return show([], "");
    try {
      const answer = await search(kind, words);
      if (mine === asked) show(answer.results, said(answer), answer.add);
    } catch (error) {
      if (mine === asked) show([], error.message);
    }
  };

  function show(rows, sentence, add) {
    results.replaceChildren(...rows.map(draw));
    status.textContent = sentence;
    if (add !== undefined) offer(add);
    settle();
  }

  input.addEventListener("input", settled(WAIT, refresh));
  input.addEventListener("keydown", (event) => {
    const first = results.querySelector("button");
    if (event.key !== "ArrowDown" || !first) return;
    event.preventDefault();
    first.focus();
  });
  refresh();
  return { input, parts: [field(label, input), status, results], refresh };
}

function said({ results, more }) {
  if (!results.length) return t("Nothing found.");
  return more ? t("The newest are shown. Type more to find others.") : "";
}
