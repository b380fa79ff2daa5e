// The chosen tags in order: moved by mouse, by buttons, taken off. A chip without a number is a name that no tag
// has; it goes to the server as a line, which asks what it means.
import { button, make } from "./make.js";

export class Chips {
  constructor(words, changed) {
    this.words = words;
    this.changed = changed;
    this.list = make("ol", "tag-list__chips");
    this.list.addEventListener("dragover", (event) => this.dragOver(event));
  }

  get numbers() {
    return [...this.list.children].map((chip) => chip.dataset.tag).filter(Boolean);
  }

  get lines() {
    return [...this.list.children].map((chip) => chip.dataset.text).filter(Boolean);
  }

  has(tag) {
    return this.numbers.includes(String(tag));
  }

  add(tag) {
    const chip = make("li", "tag-list__chip", { title: tag.kind ?? "", draggable: true });
    if (tag.id) chip.dataset.tag = tag.id;
    else chip.dataset.text = tag.name;
    chip.classList.toggle("is-unknown", !tag.id);
    const name = make("span", "tag-list__name", { textContent: tag.name, dir: "auto" });
    chip.append(name);
    if (tag.is_proposed) chip.append(make("small", "tag-list__state", { textContent: this.words.proposed }));
    chip.append(make("span", "tag-list__lead", { textContent: this.words.lead }));
    chip.append(
      this.tool("up", "↑", tag, () => chip.previousElementSibling?.before(chip)),
      this.tool("down", "↓", tag, () => chip.nextElementSibling?.after(chip)),
      this.tool("remove", "×", tag, () => this.remove(chip)),
    );
    chip.addEventListener("dragstart", (event) => {
      this.dragged = chip;
      event.dataTransfer.effectAllowed = "move";
      chip.classList.add("is-dragged");
    });
    chip.addEventListener("dragend", () => {
      chip.classList.remove("is-dragged");
      this.changed();
    });
    this.list.append(chip);
  }

  remove(chip) {
    chip.remove();
    this.removed?.(chip);
  }

  tool(name, sign, tag, act) {
    const made = button(`tag-list__button tag-list__button--${name}`, sign, () => {
      act();
      this.changed();
      if (made.isConnected) made.focus();
    });
    made.setAttribute("aria-label", `${this.words[name]}: ${tag.name}`);
    return made;
  }

  dragOver(event) {
    if (!this.dragged?.isConnected) return;
    event.preventDefault();
    const over = event.target.closest?.(".tag-list__chip");
    if (!over || over === this.dragged) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(this.dragged);
    else over.after(this.dragged);
  }
}
