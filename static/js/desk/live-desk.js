// The posting page: what is typed and not yet posted is kept by this device; Ctrl or ⌘ with Enter posts.

class LiveDesk extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.place = `newsroom:live:${this.dataset.key}`;
    this.form.addEventListener("keydown", (event) => this.press(event), { capture: true });
    this.form.addEventListener("submit", () => this.send());
    // The editor fills the field while it loads; what is kept must be there before it does.
    this.restore();
    this.timer = setInterval(() => this.keep(), 1000);
    addEventListener("pagehide", () => this.keep());
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  get fields() {
    return ["key", "headline", "body"].map((name) => this.form.elements[name]);
  }

  text() {
    return JSON.stringify(this.fields.map((field) => field.value));
  }

  // It has arrived when an entry with its key stands on the page, and only then.
  restore() {
    const kept = JSON.parse(localStorage.getItem(this.place) ?? "null");
    if (!kept) return;
    if (document.querySelector(`[data-posted="${CSS.escape(kept[0])}"]`)) return localStorage.removeItem(this.place);
    if (this.fields.slice(1).some((field) => field.value)) return; // a form that came back
    this.fields.forEach((field, number) => (field.value = kept[number]));
    this.querySelector("output").textContent = this.dataset.kept;
  }

  keep() {
    const text = this.text();
    if (text === this.last) return;
    this.last = text;
    if (this.fields.slice(1).some((field) => field.value)) localStorage.setItem(this.place, text);
    else localStorage.removeItem(this.place);
  }

  send() {
    this.keep();
    clearInterval(this.timer);
    // Pressed twice, it would be sent twice; the server posts it once all the same.
    setTimeout(() => this.form.querySelector("[type=submit]").setAttribute("disabled", ""));
  }

  press(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    this.form.requestSubmit();
  }
}

customElements.define("live-desk", LiveDesk);
