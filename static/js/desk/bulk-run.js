// A run over many stories: asks for one batch after another and moves the bar. Without script the button does it.

class BulkRun extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.hidden = true;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go();
    });
    this.go();
  }

  async go() {
    this.form.hidden = true;
    this.say("");
    for (;;) {
      const counts = await this.next();
      if (!counts) return this.stop();
      const done = counts.total - counts.waiting;
      this.querySelector("progress").value = done;
      this.querySelector("[data-done]").textContent = done;
      if (!counts.waiting) return location.reload();
    }
  }

  async next() {
    try {
      const body = new FormData(this.form);
      const answer = await fetch(this.getAttribute("href"), { method: "POST", body, headers: { accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  stop() {
    this.form.hidden = false;
    this.say(this.getAttribute("failed"));
  }

  say(sentence) {
    this.querySelector("[role=status]").textContent = sentence;
  }
}

customElements.define("bulk-run", BulkRun);
