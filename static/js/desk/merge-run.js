// A merge under a progress bar: the server says how far it is in lines of JSON, all of it in one transaction.

class MergeRun extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.run().catch(() => this.fail(this.getAttribute("failed")));
    });
  }

  async run() {
    this.show(true);
    const answer = await fetch(this.form.action, {
      method: "POST",
      body: new FormData(this.form),
      headers: { accept: "application/x-ndjson" },
    });
    // A form that came back says by itself what is wrong.
    if (!answer.headers.get("content-type")?.includes("ndjson")) return this.form.submit();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return this.fail(this.getAttribute("failed"));
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        const told = JSON.parse(line);
        if (told.error) return this.fail(told.error);
        this.move(told);
        if (told.next) return location.assign(told.next);
      }
    }
  }

  move({ done, total }) {
    const bar = this.querySelector("progress");
    bar.max = total;
    bar.value = done;
  }

  show(isRunning) {
    this.form.hidden = isRunning;
    this.querySelector(".progress").hidden = !isRunning;
    this.querySelector("[role=alert]").hidden = true;
  }

  fail(sentence) {
    this.show(false);
    const note = this.querySelector("[role=alert]");
    note.textContent = sentence;
    note.hidden = false;
  }
}

customElements.define("merge-run", MergeRun);
