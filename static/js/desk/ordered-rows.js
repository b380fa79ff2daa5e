// Rows whose order matters: by dragging the handle, or by buttons, which also work from the keyboard.
// The places are number fields; without script they are typed.

class OrderedRows extends HTMLElement {
  connectedCallback() {
    if (this.said) return;
    this.said = Object.assign(document.createElement("output"), { className: "visually-hidden" });
    this.append(this.said);
    this.classList.add("has-handles");
    for (const row of this.rows()) this.equip(row);
    // Django’s own script adds and removes rows.
    document.addEventListener("formset:added", (event) => {
      if (this.contains(event.target)) this.equip(event.target);
      this.number();
    });
    document.addEventListener("formset:removed", () => this.number());
    this.addEventListener("dragover", (event) => this.over(event));
    this.closest("form")?.addEventListener("submit", () => this.number());
    this.number();
  }

  rows() {
    return [...this.children].filter((one) => one.matches(".inline-related:not(.empty-form)"));
  }

  equip(row) {
    const head = row.querySelector(".rows__head");
    if (!head || head.querySelector(".rows__handle") || !row.querySelector("[name$='-position']")) return;
    const handle = this.button("handle", "⠿");
    handle.classList.add("rows__handle");
    handle.tabIndex = -1;
    handle.addEventListener("pointerdown", () => (row.draggable = true));
    handle.addEventListener("pointerup", () => (row.draggable = false));
    row.addEventListener("dragstart", (event) => this.start(event, row));
    row.addEventListener("dragend", () => this.end(row));
    const up = this.button("up", "↑");
    const down = this.button("down", "↓");
    up.addEventListener("click", () => this.move(row, -1, up));
    down.addEventListener("click", () => this.move(row, 1, down));
    head.prepend(handle, up, down);
  }

  button(name, sign) {
    const label = this.getAttribute(name);
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign, title: label });
    button.setAttribute("aria-label", label);
    button.className = `rows__move rows__move--${name}`;
    return button;
  }

  start(event, row) {
    if (!row.draggable) return;
    this.dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    row.classList.add("is-dragged");
  }

  over(event) {
    if (!this.dragged) return;
    event.preventDefault();
    const row = event.target.closest(".inline-related:not(.empty-form)");
    if (!row || row === this.dragged || row.parentElement !== this) return;
    const box = row.getBoundingClientRect();
    if (event.clientY > box.top + box.height / 2) row.after(this.dragged);
    else row.before(this.dragged);
  }

  end(row) {
    row.draggable = false;
    row.classList.remove("is-dragged");
    this.dragged = null;
    this.number(true);
  }

  move(row, step, button) {
    const rows = this.rows();
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    this.number(true);
    button.focus();
    this.said.textContent = `${this.getAttribute("moved")} ${this.rows().indexOf(row) + 1}`;
  }

  number(byHand = false) {
    const rows = this.rows();
    for (const [place, row] of rows.entries()) {
      const field = row.querySelector("[name$='-position']");
      if (field) field.value = place;
      row.querySelector(".rows__move--up")?.toggleAttribute("disabled", place === 0);
      row.querySelector(".rows__move--down")?.toggleAttribute("disabled", place === rows.length - 1);
    }
    if (byHand) this.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("ordered-rows", OrderedRows);
