// The stories beside the board: searched while one types, placed by a button or by dragging.

const WAIT = 250;

class StoryShelf extends HTMLElement {
  connectedCallback() {
    this.board = this.closest("front-board");
    if (!this.board || this.listens) return;
    this.listens = true;
    this.list = this.querySelector(".shelf__list");
    this.note = this.querySelector(".shelf__note");
    this.into = this.querySelector("#shelf-into");
    for (const part of this.querySelectorAll("[hidden]")) part.hidden = false;
    for (const story of this.list.children) this.equip(story);
    this.querySelector("#shelf-search").addEventListener("input", (event) => this.later(event.target.value));
    this.querySelector("#shelf-search").addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.board.addEventListener("front:arranged", () => this.offer());
    this.offer();
  }

  // The slots as they stand now; the chosen one stays chosen.
  offer() {
    if (!this.board.list) return;
    const chosen = this.into.value;
    const slots = this.board.slots();
    this.into.replaceChildren(
      ...slots.map((slot, place) => new Option(`${place + 1} · ${slot.dataset.name}`, slot.dataset.slot)),
    );
    if (slots.some((slot) => slot.dataset.slot === chosen)) this.into.value = chosen;
  }

  later(asked) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(asked), WAIT);
  }

  async search(asked) {
    this.asked = asked;
    try {
      const answer = await fetch(`${this.getAttribute("src")}?q=${encodeURIComponent(asked)}`);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const { results, more } = await answer.json();
      if (this.asked === asked) this.show(results, more);
    } catch {
      this.note.textContent = this.getAttribute("away");
    }
  }

  show(results, more) {
    this.list.replaceChildren(...results.map((story) => this.drawn(story)));
    this.board.number();
    const said = more ? this.getAttribute("more") : `${this.getAttribute("found")} ${results.length}`;
    this.note.textContent = results.length ? said : this.getAttribute("none");
  }

  drawn(story) {
    const line = document.createElement("li");
    line.className = "shelf__story";
    Object.assign(line.dataset, story, { story: story.number });
    const headline = Object.assign(document.createElement("span"), { className: "shelf__headline", textContent: story.headline, lang: story.language, dir: story.direction });
    const facts = Object.assign(document.createElement("span"), { className: "shelf__facts", textContent: `${story.number} · ${story.facts}` });
    line.append(headline, " ", facts);
    this.equip(line);
    return line;
  }

  equip(line) {
    const story = () => ({ ...line.dataset, number: line.dataset.story });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button shelf__place", textContent: this.getAttribute("place") });
    button.setAttribute("aria-label", `${this.getAttribute("place")}: ${line.dataset.headline}`);
    button.addEventListener("click", () => this.board.place(story(), this.chosen()));
    if (line.dataset.thumbnail) line.prepend(Object.assign(new Image(72, 41), { src: line.dataset.thumbnail, alt: "", loading: "lazy", className: "shelf__picture" }));
    line.append(button);
    line.draggable = true;
    line.addEventListener("dragstart", (event) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", line.dataset.headline);
      this.board.carry(story());
    });
  }

  chosen() {
    return this.board.slots().find((slot) => slot.dataset.slot === this.into.value);
  }
}

customElements.define("story-shelf", StoryShelf);
