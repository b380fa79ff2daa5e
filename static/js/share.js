// Passing a story on: the device's own sheet, its clipboard, its printer. A way it does not have stays hidden.

const WAYS = {
  share: { works: () => "share" in navigator, go: ({ title, address: url }) => navigator.share({ title, url }) },
  copy: { works: () => "clipboard" in navigator, go: ({ address }) => navigator.clipboard.writeText(address) },
  print: { works: () => "print" in window, go: () => window.print() },
};

class ShareLink extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll("[data-way]")) {
      button.hidden = !WAYS[button.dataset.way].works();
    }
    this.addEventListener("click", (event) => this.go(event.target.closest("[data-way]")));
  }

  async go(button) {
    if (!button) return;
    try {
      await WAYS[button.dataset.way].go(this.dataset);
    } catch {
      return; // The reader has closed the sheet again, or forbids the clipboard.
    }
    const said = this.querySelector("[role=status]");
    said.textContent = button.dataset.way === "copy" ? this.dataset.copied : "";
  }
}

customElements.define("share-link", ShareLink);
