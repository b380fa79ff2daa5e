// The preview beside the text: the readers' page in a frame, as wide as a phone or a desk, light or dark. What was
// chosen stays for this tab, so that the panel is there again after saving.

const KEPT = "newsroom:preview";

class StoryPreview extends HTMLElement {
  connectedCallback() {
    this.toggle = document.querySelector(`[aria-controls=${this.id}]`);
    if (!this.toggle || this.listens) return;
    this.listens = true;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    this.state = { open: false, width: 390, scheme: dark ? "dark" : "light", ...JSON.parse(sessionStorage[KEPT] ?? "{}") };
    this.toggle.hidden = false;
    this.toggle.addEventListener("click", () => this.set({ open: !this.state.open }));
    this.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    new ResizeObserver(() => this.fit()).observe(this.querySelector(".beside__frame"));
    this.set({});
  }

  press(button) {
    if (!button) return;
    const { width, scheme } = button.dataset;
    if (width) this.set({ width: Number(width) });
    if (scheme) this.set({ scheme });
    if ("reload" in button.dataset) this.frame?.contentWindow.location.reload();
    if ("close" in button.dataset) this.close();
  }

  close() {
    this.set({ open: false });
    this.toggle.focus();
  }

  set(change) {
    Object.assign(this.state, change);
    sessionStorage[KEPT] = JSON.stringify(this.state);
    this.classList.toggle("is-open", this.state.open);
    this.toggle.setAttribute("aria-expanded", this.state.open);
    for (const button of this.querySelectorAll("[aria-pressed]")) {
      const { width, scheme } = button.dataset;
      button.setAttribute("aria-pressed", String(width ? Number(width) === this.state.width : scheme === this.state.scheme));
    }
    if (!this.state.open) return;
    if (!this.frame) this.load();
    this.fit();
    this.paint();
  }

  load() {
    this.frame = document.createElement("iframe");
    this.frame.title = this.getAttribute("aria-label");
    this.frame.addEventListener("load", () => this.paint());
    this.frame.src = this.getAttribute("src");
    this.querySelector(".beside__frame").append(this.frame);
  }

  // A page wider than the panel is shown smaller, never cut.
  fit() {
    if (!this.frame) return;
    const place = this.querySelector(".beside__frame");
    const scale = Math.min(1, place.clientWidth / this.state.width);
    const { style } = this.frame;
    style.width = `${this.state.width}px`;
    style.height = `${place.clientHeight / scale}px`;
    style.scale = scale < 1 ? String(scale) : "";
    style.transformOrigin = "0 0";
    style.marginInline = scale < 1 ? "0" : "auto";
  }

  // A browser asks its own setting, not ours: the rules for dark are switched on or off in the framed page.
  paint() {
    const page = this.frame.contentDocument;
    if (!page?.documentElement) return;
    page.documentElement.style.colorScheme = this.state.scheme;
    for (const sheet of page.styleSheets) switchRules(sheet.cssRules, this.state.scheme);
  }
}

const asked = new WeakMap();

function switchRules(rules, scheme) {
  for (const rule of rules) {
    if (rule.media && rule.cssRules) {
      if (!asked.has(rule)) asked.set(rule, /prefers-color-scheme:\s*(dark|light)/.exec(rule.media.mediaText)?.[1]);
      const wanted = asked.get(rule);
      if (wanted) rule.media.mediaText = wanted === scheme ? "all" : "not all";
    }
    if (rule.cssRules) switchRules(rule.cssRules, scheme);
  }
}

customElements.define("story-preview", StoryPreview);
