// The hand-picked links of a story: chips in order, and a field that finds own stories or takes an address. What is
// sent are the lines of the plain field, which this stands in for.

const WAIT = 150;
const LETTERS = 2;

class LinkList extends HTMLElement {
  connectedCallback() {
    if (this.chips) return;
    this.plain = this.querySelector("textarea");
    this.words = JSON.parse(this.getAttribute("words"));
    this.chips = make("ol", "link-list__chips");
    this.field = make("input", "link-list__field", { type: "search", autocomplete: "off", dir: "auto", id: "link-list-field" });
    this.field.placeholder = this.words.add;
    this.options = make("ul", "link-list__options", { id: "link-list-options", hidden: true });
    this.options.setAttribute("role", "listbox");
    this.options.setAttribute("aria-label", this.words.add);
    const combobox = { role: "combobox", "aria-expanded": "false", "aria-controls": this.options.id, "aria-autocomplete": "list", "aria-label": this.words.add };
    for (const [name, value] of Object.entries(combobox)) this.field.setAttribute(name, value);
    const label = document.querySelector(`label[for="${this.plain.id}"]`);
    if (label) label.htmlFor = this.field.id;
    this.plain.hidden = true;
    this.querySelector(".help")?.remove();
    // What is said of each link moves into its chip.
    this.details = new Map([...this.querySelectorAll(".link-list__plain > li")].map((row) => [row.dataset.link, row.querySelector(".link-list__detail")]));
    this.querySelector(".link-list__plain")?.remove();
    for (const line of lines(this.plain.value)) this.show(line);
    this.append(this.chips, this.field, this.options);
    this.field.addEventListener("input", () => this.soon());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), WAIT));
  }

  // Whether a story is among the links; adding and taking one out by its number.
  has(story) {
    return [...this.chips.children].some((chip) => storyOf(chip.dataset.line) === String(story));
  }

  add(line) {
    if (this.chips.children.length >= Number(this.getAttribute("most"))) return false;
    this.show(line);
    this.note();
    return true;
  }

  drop(story) {
    [...this.chips.children].find((chip) => storyOf(chip.dataset.line) === String(story))?.remove();
    this.note();
  }

  show(line) {
    const chip = make("li", "link-list__chip");
    chip.dataset.line = line;
    const said = make("span", "link-list__name", { textContent: line.replace(/^#\d+ /, ""), dir: "auto" });
    const button = (name, sign, act) => {
      const made = make("button", `link-list__button link-list__button--${name}`, { type: "button", textContent: sign });
      made.setAttribute("aria-label", `${this.words[name]}: ${said.textContent}`);
      made.addEventListener("click", () => {
        act();
        this.note();
        (made.isConnected ? made : this.field).focus();
      });
      return made;
    };
    chip.append(
      said,
      button("up", "↑", () => chip.previousElementSibling?.before(chip)),
      button("down", "↓", () => chip.nextElementSibling?.after(chip)),
      button("remove", "×", () => chip.remove()),
    );
    const more = this.more(line);
    if (more) chip.append(more);
    this.chips.append(chip);
  }

  // Kind, note and “both ways” of a link, folded up; what is closed says the kind.
  more(line) {
    const name = storyOf(line) ?? line.split(/\s/)[0];
    const template = this.querySelector("template");
    if (!template) return null;
    const fields = this.details.get(name) ?? template.content.firstElementChild.cloneNode(true);
    this.details.set(name, fields);
    for (const field of fields.querySelectorAll("[name]")) field.name = `${field.name.split(":")[0]}:${name}`;
    if (!storyOf(line)) fields.querySelector(".link-list__both")?.remove();
    const summary = make("summary");
    const tell = () => {
      const [kind, note] = [fields.querySelector("select"), fields.querySelector("[type=text]")];
      const both = fields.querySelector("[type=checkbox]")?.checked ? this.words.bothWays : "";
      summary.textContent = [kind.selectedOptions[0].text, both, note.value].filter(Boolean).join(" · ");
    };
    tell();
    fields.addEventListener("change", tell);
    const more = make("details", "link-list__more");
    more.append(summary, fields);
    return more;
  }

  note() {
    this.plain.value = [...this.chips.children].map((chip) => chip.dataset.line).join("\n");
    this.plain.dispatchEvent(new Event("change", { bubbles: true }));
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.find(), WAIT);
  }

  async find() {
    const asked = this.field.value.trim();
    if (asked.length < LETTERS) return this.close();
    const address = new URL(this.getAttribute("picker"), location.href);
    address.searchParams.set("q", asked);
    const response = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null);
    if (!response?.ok || this.field.value.trim() !== asked) return;
    const { results } = await response.json();
    const found = results.map((story) => ({ line: `#${story.id} ${story.title}`, name: story.title, note: story.note }));
    if (/^https?:\/\/\S+\s+\S/i.test(asked)) found.push({ line: asked, name: asked, note: this.words.outside });
    this.offer(found, /^https?:\/\//i.test(asked) ? this.words.title : this.words.none);
  }

  offer(found, none) {
    const rows = found.map(({ line, name, note }, index) => {
      const row = make("li", "link-list__option", { id: `link-list-option-${index}`, dir: "auto" });
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      row.append(name, " ", make("small", "", { textContent: note }));
      row.addEventListener("pointerdown", (event) => event.preventDefault());
      row.addEventListener("click", () => this.choose(row));
      row.dataset.line = line;
      return row;
    });
    this.options.replaceChildren(...(rows.length ? rows : [make("li", "link-list__none", { textContent: none })]));
    this.options.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.point(rows[0]);
  }

  point(row) {
    for (const one of this.options.children) one.setAttribute("aria-selected", String(one === row));
    if (row) this.field.setAttribute("aria-activedescendant", row.id);
    else this.field.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  choose(row) {
    const story = storyOf(row.dataset.line);
    if (!(story && this.has(story)) && !this.add(row.dataset.line)) return;
    this.field.value = "";
    this.close();
  }

  press(event) {
    const rows = [...this.options.querySelectorAll("[role=option]")];
    const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
    if (event.key === "Enter") {
      event.preventDefault();
      if (!this.options.hidden && at >= 0) this.choose(rows[at]);
    } else if (event.key === "Escape" && !this.options.hidden) {
      event.stopPropagation();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && rows.length) {
      event.preventDefault();
      this.point(rows[(at + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length]);
    }
  }

  close() {
    this.options.hidden = true;
    this.options.replaceChildren();
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
const storyOf = (line) => /^#?(\d+)(\s|$)/.exec(line)?.[1];

function make(name, className, properties = {}) {
  return Object.assign(document.createElement(name), { className }, properties);
}

customElements.define("link-list", LinkList);
