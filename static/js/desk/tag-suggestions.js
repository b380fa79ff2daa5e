// Tags that the text suggests, beside the tag field: asked for with the text as it stands in the form, put on or
// refused by a person, who is remembered for the story. Nothing is put on by itself.
import { button, make } from "./tags/make.js";

class TagSuggestions extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.list = this.closest(".row, fieldset, form").querySelector("tag-list");
    if (!this.form || !this.list?.chips || this.body) return;
    const story = this.form.querySelector("story-form")?.dataset.article;
    this.address = `${this.getAttribute("root")}${story ? `${story}/` : ""}suggestions/`;
    this.isSaved = Boolean(story);
    this.body = make("div", "suggestions__body");
    this.body.setAttribute("aria-live", "polite");
    const again = button("suggestions__again", this.getAttribute("again"), () => this.load());
    this.append(make("h3", "suggestions__heading", { textContent: this.getAttribute("heading") }), this.body, again);
    this.hidden = false;
    if (story) this.load();
  }

  async load() {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    for (const name of ["headline", "standfirst", "body"]) {
      if (this.form.elements[name]) body.set(name, this.form.elements[name].value);
    }
    body.set("tags", this.list.chips.numbers.join(" "));
    const response = await fetch(this.address, { method: "POST", body }).catch(() => null);
    if (response?.ok) this.show(await response.json());
    else this.body.replaceChildren(make("p", "suggestions__none", { textContent: this.getAttribute("failed") }));
  }

  show({ suggested, mentioned, proposals }) {
    const parts = [];
    if (suggested.length) parts.push(this.lines(suggested));
    else parts.push(make("p", "suggestions__none", { textContent: this.getAttribute("none") }));
    if (mentioned.length) parts.push(this.folded(this.getAttribute("mentioned"), this.lines(mentioned)));
    if (proposals.length) parts.push(this.folded(this.getAttribute("new-names"), this.proposals(proposals)));
    this.body.replaceChildren(...parts);
  }

  folded(title, list) {
    const details = make("details", "suggestions__more");
    details.append(make("summary", "", { textContent: `${title} (${list.children.length})` }), list);
    return details;
  }

  lines(found) {
    const list = make("ul", "suggestions__list");
    list.append(...found.map((line) => this.line(line)));
    return list;
  }

  line(line) {
    const row = make("li", "suggestion");
    for (const tag of line.tags) {
      const name = make("span", "suggestion__name");
      name.append(make("bdi", "", { textContent: tag.name }), " ", make("small", "", { textContent: tag.kind }));
      row.append(name, this.act("add", tag.name, () => this.accept(row, line, tag)));
    }
    row.append(make("small", "suggestion__reason", { textContent: line.reason }));
    row.append(this.act("refuse", line.name, () => this.refuse(row, line)));
    return row;
  }

  act(what, name, act) {
    const made = button(`suggestion__button suggestion__button--${what}`, this.getAttribute(what), act);
    made.setAttribute("aria-label", `${this.getAttribute(what)}: ${name}`);
    return made;
  }

  accept(row, line, tag) {
    if (!this.list.add(tag)) return;
    this.answer(tag, line, true);
    this.done(row);
  }

  refuse(row, line) {
    for (const tag of line.tags) this.answer(tag, line, false);
    this.done(row);
  }

  proposals(found) {
    const list = make("ul", "suggestions__list");
    for (const one of found) {
      const row = make("li", "suggestion");
      const propose = this.act("propose", one.name, () => this.list.add({ name: one.name }) && this.done(row));
      row.append(make("bdi", "suggestion__name", { textContent: one.name }), make("small", "", { textContent: `× ${one.times}` }), propose);
      list.append(row);
    }
    return list;
  }

  done(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next?.querySelector("button") ?? this.querySelector(".suggestions__again")).focus();
  }

  answer(tag, line, isAccepted) {
    if (!this.isSaved) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.set("tag", tag.id);
    body.set("points", line.points);
    body.set("accepted", isAccepted ? "1" : "0");
    fetch(`${this.address}answer/`, { method: "POST", body, keepalive: true }).catch(() => null);
  }
}

customElements.define("tag-suggestions", TagSuggestions);
