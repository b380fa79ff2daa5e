// An address to copy: selected at a click, copied by a button.

class CopyAddress extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    const button = this.querySelector("button");
    input.addEventListener("focus", () => input.select());
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(input.value);
      button.textContent = this.getAttribute("done");
    });
  }
}

customElements.define("copy-address", CopyAddress);
