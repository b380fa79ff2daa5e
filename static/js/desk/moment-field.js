// A moment: says below the field what was typed, in words, as soon as it is typed. The server knows the zone's
// rules, so it is asked; without script the words are those of the last load, and the server judges on saving.

const WAIT = 250;

class MomentField extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.which = this.querySelector("select");
    this.words = this.querySelector("output");
    this.zone = this.querySelector(".moment__zone");
    if (!this.input || this.listens) return;
    this.listens = true;
    this.addEventListener("input", () => this.soon());
    this.addEventListener("change", () => this.soon());
    if (this.input.value) this.ask();
    // “in 13 h 20 min” would grow old on a form that stays open.
    this.clock = setInterval(() => this.input.value && this.ask(), 60_000);
  }

  disconnectedCallback() {
    clearInterval(this.clock);
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const address = new URL(this.getAttribute("echo"), location.href);
    const form = this.closest("form")?.querySelector("[data-article]");
    const asked = { name: this.input.name, value: this.input.value, which: this.which.disabled ? "" : this.which.value };
    for (const [name, value] of Object.entries({ ...asked, article: form?.dataset.article ?? "" })) {
      address.searchParams.set(name, value);
    }
    try {
      const response = await fetch(address, { headers: { accept: "application/json" } });
      if (response.ok && asked.value === this.input.value) this.show(await response.json());
    } catch {
      // Out of reach: the words stay, and the server judges on saving.
    }
  }

  show(answer) {
    this.words.textContent = answer.words;
    this.words.classList.toggle("is-wrong", answer.error);
    this.zone.textContent = answer.zone;
    this.offer(answer.choices);
    if (answer.publish) {
      this.dispatchEvent(new CustomEvent("desk:publish-label", { bubbles: true, detail: answer.publish }));
    }
  }

  // An hour that comes twice, when the clock goes back, needs a choice.
  offer(choices) {
    const had = this.which.value;
    for (const option of [...this.which.options].slice(1)) option.remove();
    for (const { value, label } of choices) this.which.add(new Option(label, value, false, value === had));
    this.which.hidden = this.which.disabled = choices.length === 0;
  }
}

customElements.define("moment-field", MomentField);
