// A search field that offers tags, people and sections while one types. Without this it is a field in a form.
// The pattern: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

const PAUSE = 150;

class SearchBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `${this.input.id}-suggestions`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.some);
    this.told = document.createElement("span");
    this.told.className = "visually-hidden";
    this.told.setAttribute("role", "status");
    this.append(this.list, this.told);
    const about = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(about)) this.input.setAttribute(name, value);
    this.close();
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.follow(event.target.closest("[role=option]")));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.input.value.trim();
    if (typed.length < 2) return this.close();
    try {
      const answer = await fetch(`${this.dataset.address}?q=${encodeURIComponent(typed)}`);
      if (!answer.ok) throw new Error(answer.status);
      const { suggestions } = await answer.json();
      // Somebody who types on gets the answer to what stands there now.
      if (typed === this.input.value.trim() && document.activeElement === this.input) this.show(suggestions);
    } catch {
      this.close();
    }
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((one, number) => this.option(one, number)));
    this.list.hidden = !suggestions.length;
    this.input.setAttribute("aria-expanded", String(suggestions.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.told.textContent = suggestions.length ? `${suggestions.length}. ${this.dataset.some}` : this.dataset.none;
  }

  option(one, number) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${number}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.dataset.address = one.address;
    const name = document.createElement("bdi");
    name.textContent = one.name;
    const kind = document.createElement("span");
    kind.className = "suggestions__kind";
    kind.textContent = one.kind;
    line.append(name, " ", kind);
    return line;
  }

  press(event) {
    const lines = [...this.list.children];
    const at = lines.findIndex((line) => line.getAttribute("aria-selected") === "true");
    if (event.key === "Escape" && !this.list.hidden) this.close();
    else if (event.key === "Enter" && at >= 0) this.follow(lines[at]);
    else if (["ArrowDown", "ArrowUp"].includes(event.key) && !this.list.hidden) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place is the field itself, from which the way leads round.
      this.choose(lines[((at + 1 + step + lines.length + 1) % (lines.length + 1)) - 1]);
    } else return;
    event.preventDefault();
  }

  choose(chosen) {
    for (const line of this.list.children) line.setAttribute("aria-selected", String(line === chosen));
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  follow(line) {
    if (line) location.assign(line.dataset.address);
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.told.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

customElements.define("search-box", SearchBox);
