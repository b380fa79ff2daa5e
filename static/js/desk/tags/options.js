// What the tag field offers: a list box, pointed at from the field (a combobox as in
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
import { make } from "./make.js";

export class Options {
  constructor(field, words, choose) {
    this.field = field;
    this.words = words;
    this.choose = choose;
    this.list = make("ul", "tag-list__options", { id: `${field.id}-options`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", words.label);
    const combobox = { role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(combobox)) field.setAttribute(name, value);
  }

  show(tags, isTaken) {
    const rows = tags.map((tag, index) => this.row(tag, index, isTaken(tag.id)));
    const none = make("li", "tag-list__none", { textContent: this.words.none });
    none.setAttribute("role", "option");
    none.setAttribute("aria-disabled", "true");
    none.setAttribute("aria-selected", "false");
    this.list.replaceChildren(...(rows.length ? rows : [none]));
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.point(rows.find((row) => row.getAttribute("aria-disabled") === "false" && !row.tag.is_lookalike));
  }

  row(tag, index, isTaken) {
    const row = make("li", "tag-list__option", { id: `${this.list.id}-${index}`, dir: "auto", tag });
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.setAttribute("aria-disabled", String(isTaken));
    const name = make("span", "tag-list__option-name", { textContent: tag.name });
    const asked = [tag.kind, tag.public, tag.alias && `= ${tag.alias}`];
    if (tag.is_proposed) asked.push(this.words.proposed);
    if (tag.is_lookalike) asked.push(this.words.alike);
    const used = tag.stories ? `${this.words.stories} ${tag.stories.toLocaleString()}` : this.words.never;
    const facts = [used, tag.last].filter(Boolean).join(" · ");
    row.append(name, " ", make("small", "", { textContent: asked.filter(Boolean).join(" · ") }));
    row.append(" ", make("small", "tag-list__option-facts", { textContent: facts }));
    row.addEventListener("pointerdown", (event) => event.preventDefault());
    row.addEventListener("click", () => this.take(row));
    return row;
  }

  get rows() {
    return [...this.list.querySelectorAll(".tag-list__option")];
  }

  get pointed() {
    return this.rows.find((row) => row.getAttribute("aria-selected") === "true");
  }

  point(row) {
    for (const one of this.rows) one.setAttribute("aria-selected", String(one === row));
    if (row) this.field.setAttribute("aria-activedescendant", row.id);
    else this.field.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  step(by) {
    const rows = this.rows;
    if (!rows.length) return;
    const at = rows.indexOf(this.pointed);
    this.point(rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length]);
  }

  take(row) {
    if (row && row.getAttribute("aria-disabled") !== "true") this.choose(row.tag);
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}
