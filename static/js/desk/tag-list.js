// The tags of a story: chips in order, the first the lead, and a field that finds more. What is sent is the
// numbers, in order, and as lines the names that no tag has.
import { Chips } from "./tags/chips.js";
import { make } from "./tags/make.js";
import { Options } from "./tags/options.js";
import { watchPaste } from "./tags/paste.js";

const WAIT = 150;
const LETTERS = 2;
const WORDS = ["label", "lead", "up", "down", "remove", "none", "proposed", "alike", "never", "stories", "split", "keep", "commas", "full"];
let count = 0;

class TagList extends HTMLElement {
  connectedCallback() {
    // Lines that came back with a mistake are mended as lines.
    if (this.hasAttribute("by-name") || this.chips) return;
    const words = Object.fromEntries(WORDS.map((word) => [word, this.getAttribute(word)]));
    const plain = this.querySelector(".tag-list__plain");
    const label = document.querySelector(`label[for="${plain.querySelector("textarea").id}"]`);
    this.sent = this.querySelector("input[type=hidden]");
    this.lines = make("input", "", { type: "hidden", name: `${this.sent.name}_left` });
    this.field = make("input", "tag-list__field", { type: "search", autocomplete: "off", dir: "auto" });
    this.field.id = `tag-list-${(count += 1)}-field`;
    this.field.placeholder = words.label;
    this.field.setAttribute("aria-label", words.label);
    this.many = this.querySelector(".tag-list__many");
    this.full = make("p", "tag-list__full");
    this.full.setAttribute("role", "status");
    this.words = words;
    this.chips = new Chips(words, () => this.note(true));
    this.chips.removed = () => this.field.focus();
    this.options = new Options(this.field, words, (tag) => this.choose(tag));
    for (const tag of this.querySelector("template").content.querySelectorAll("data")) {
      this.chips.add({ id: tag.value, name: tag.textContent, kind: tag.title, is_proposed: tag.className });
    }
    const box = make("div", "tag-list__box");
    box.append(this.field, this.options.list);
    plain.replaceWith(this.chips.list, box, this.full, this.lines);
    if (label) label.htmlFor = this.field.id;
    this.sent.disabled = false;
    for (const name of this.getAttribute("left").split("\n").filter(Boolean)) this.chips.add({ name });
    this.note();
    this.field.addEventListener("input", () => this.soon());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.options.close(), WAIT));
    watchPaste(this.field, words, { whole: (text) => this.fill(text), parts: (names) => this.addNames(names) });
  }

  // For the suggestions beside the field: put a tag on, or a name that is to become one.
  add(tag) {
    if (tag.id ? this.chips.has(tag.id) : this.chips.lines.includes(tag.name)) return true;
    const isFull = this.chips.list.children.length >= Number(this.getAttribute("most"));
    this.full.textContent = isFull ? this.words.full : "";
    if (isFull) return false;
    this.chips.add(tag);
    this.note(true);
    return true;
  }

  note(byHand = false) {
    this.sent.value = this.chips.numbers.join(" ");
    this.lines.value = [...this.chips.lines, this.field.value.trim()].filter(Boolean).join("\n");
    this.many.hidden = this.chips.list.children.length <= Number(this.getAttribute("warn-above"));
    if (byHand) this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  choose(tag) {
    if (!this.add(tag)) return;
    this.fill("");
    this.options.close();
  }

  fill(text) {
    this.field.value = text;
    this.note(true);
    if (text) this.soon();
  }

  soon() {
    this.note();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.find(), WAIT);
  }

  async find() {
    const asked = this.field.value.trim();
    if ([...asked].length < LETTERS) return this.options.close();
    const tags = await this.ask(asked);
    if (tags && this.field.value.trim() === asked) this.options.show(tags, (tag) => this.chips.has(tag));
  }

  async ask(text) {
    const address = new URL(this.getAttribute("picker"), location.href);
    address.searchParams.set("q", text);
    const response = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null);
    return response?.ok ? (await response.json()).results : null;
  }

  // A pasted name that is exactly one tag becomes it; any other waits for the question at the save.
  async addNames(names) {
    for (const name of names) {
      const same = (text) => text?.toLocaleLowerCase() === name.toLocaleLowerCase();
      const found = ((await this.ask(name)) ?? []).filter((tag) => same(tag.name) || same(tag.alias));
      if (!this.add(found.length === 1 ? found[0] : { name })) return;
    }
  }

  press(event) {
    const isOpen = !this.options.list.hidden;
    if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen) this.options.take(this.options.pointed);
    } else if (event.key === "Escape") {
      this.options.close();
    } else if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.options.step(event.key === "ArrowDown" ? 1 : -1);
    }
  }
}

customElements.define("tag-list", TagList);
