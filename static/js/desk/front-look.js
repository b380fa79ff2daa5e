// The preview of a front in a frame, as wide as a phone, a tablet or a desk; smaller rather than cut.

class FrontLook extends HTMLElement {
  connectedCallback() {
    this.holder = this.querySelector(".look__frame");
    if (!this.holder || this.frame) return;
    this.frame = Object.assign(document.createElement("iframe"), { title: this.getAttribute("label"), src: this.getAttribute("address") });
    this.holder.append(this.frame);
    const widths = this.querySelector(".look__widths");
    widths.hidden = false;
    widths.addEventListener("click", (event) => this.choose(event.target.closest("[data-width]")));
    new ResizeObserver(() => this.fit()).observe(this.holder);
    this.choose(widths.querySelector("[aria-pressed=true]"));
  }

  choose(button) {
    if (!button) return;
    for (const one of this.querySelectorAll("[data-width]")) one.setAttribute("aria-pressed", String(one === button));
    this.width = Number(button.dataset.width);
    this.fit();
  }

  fit() {
    const scale = Math.min(1, this.holder.clientWidth / this.width);
    this.frame.style.inlineSize = `${this.width}px`;
    this.frame.style.blockSize = `${this.holder.clientHeight / scale}px`;
    this.frame.style.transform = `scale(${scale})`;
  }
}

customElements.define("front-look", FrontLook);
