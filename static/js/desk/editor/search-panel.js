// The panel of find and replace, between the tools and the text. It is no dialog: the text stays at hand.

import { counted, make, t } from "desk/editor/desk";
import { action, field, signed } from "desk/editor/dialog";

export class SearchPanel {
  constructor(editor) {
    this.editor = editor;
    const typed = { type: "text", autocomplete: "off", dir: "auto" };
    this.words = make("input", { ...typed, spellcheck: false });
    this.other = make("input", typed);
    this.exact = make("input", { type: "checkbox" });
    this.count = make("p", { className: "be-find__count", role: "status" });
    const exact = make("label", { className: "be-find__exact" }, this.exact, t("Match case"));
    this.dom = make(
      "div",
      { className: "be-find", role: "search", "aria-label": t("Find and replace"), hidden: true },
      field(t("Find"), this.words),
      field(t("Replace with"), this.other),
      make(
        "div",
        { className: "be-find__row" },
        signed("previous", t("Previous"), () => this.step(-1)),
        signed("next", t("Next"), () => this.step(1)),
        this.count,
        exact,
        action(t("Replace"), () => this.replace()),
        action(t("Replace all"), () => this.replaceAll()),
        signed("close", t("Close"), () => this.close()),
      ),
    );
    this.words.addEventListener("input", () => this.ask());
    this.exact.addEventListener("change", () => this.ask());
    this.dom.addEventListener("keydown", (event) => this.press(event));
    // What is typed here is no part of the story's form: nothing should be kept or asked about because of it.
    for (const name of ["input", "change"]) this.dom.addEventListener(name, (event) => event.stopPropagation());
    editor.view.dom.before(this.dom);
  }

  get state() {
    return this.editor.storage.search.stateOf(this.editor.state);
  }

  tell(asked) {
    const { state, view, storage } = this.editor;
    view.dispatch(state.tr.setMeta(storage.search.key, asked));
  }

  open() {
    const { state } = this.editor;
    const { from, to, $from, $to } = state.selection;
    if (from !== to && $from.sameParent($to)) this.words.value = state.doc.textBetween(from, to, " ", " ");
    this.dom.hidden = false;
    this.ask();
    this.words.focus();
    this.words.select();
  }

  close() {
    if (this.dom.hidden) return;
    const { found, current } = this.state;
    this.dom.hidden = true;
    this.tell({ words: "" });
    // What was found stays chosen, to go on from there.
    if (found[current]) this.editor.commands.setTextSelection(found[current]);
    this.editor.view.focus();
  }

  ask() {
    this.tell({ words: this.words.value, isExact: this.exact.checked });
    this.reveal();
  }

  step(by) {
    const { found, current } = this.state;
    if (!found.length) return;
    this.tell({ current: (current + by + found.length) % found.length });
    this.reveal();
  }

  /** Bring the current one into view without taking the focus from the field. */
  reveal() {
    this.editor.view.dom.querySelector(".be-found--current")?.scrollIntoView({ block: "center" });
  }

  replace() {
    const { found, current } = this.state;
    const place = found[current];
    if (!place) return;
    this.editor.view.dispatch(this.editor.state.tr.insertText(this.other.value, place.from, place.to));
    this.reveal();
  }

  replaceAll() {
    const { found } = this.state;
    const { tr } = this.editor.state;
    // From the end, so that the places before stay true; one change, so that one undo takes it back.
    for (const { from, to } of [...found].reverse()) tr.insertText(this.other.value, from, to);
    this.editor.view.dispatch(tr);
    this.count.textContent = t("Replaced: {count}", { count: counted(found.length) });
  }

  press(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.words) this.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === this.other) this.replace();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  show() {
    if (this.dom.hidden) return;
    const { words, found, current } = this.state;
    const place = found.length ? current + 1 : 0;
    const said = t("{place} of {count}", { place: counted(place), count: counted(found.length) });
    this.count.textContent = words ? said : "";
  }
}
