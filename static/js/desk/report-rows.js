// The rows of a report by keyboard: j and k go from row to row, a letter presses the row's button that shows it.

class ReportRows extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll("tbody tr")];
    this.at = -1;
    document.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("focusin", (event) => this.point(this.rows.indexOf(event.target.closest("tbody tr"))));
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "j") this.go(this.at + 1, event);
    else if (event.key === "k") this.go(this.at - 1, event);
    else this.mend(event);
  }

  go(place, event) {
    const row = this.rows[place];
    if (!row) return;
    event.preventDefault();
    (row.querySelector("a, button") ?? this).focus();
    this.point(place);
  }

  point(place) {
    if (place < 0) return;
    this.rows[this.at]?.classList.remove("is-current");
    this.at = place;
    this.rows[place].classList.add("is-current");
    this.rows[place].scrollIntoView({ block: "nearest" });
  }

  mend(event) {
    if (event.key.length !== 1) return;
    const buttons = this.rows[this.at]?.querySelectorAll("[data-key]") ?? [];
    const button = [...buttons].find((one) => one.dataset.key === event.key);
    if (!button) return;
    event.preventDefault();
    button.click();
  }
}

customElements.define("report-rows", ReportRows);
