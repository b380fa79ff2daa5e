// The comments below a story's form: sent in place, so that nothing typed above is left, and pinned to the words
// that are selected in the text.

const LONGEST = 500;
const TEXT = ".row--body";

class StoryComments extends HTMLElement {
  connectedCallback() {
    if (this.listens) return;
    this.listens = true;
    this.selected = "";
    document.addEventListener("selectionchange", () => this.note());
    this.addEventListener("focusin", (event) => event.target.name === "text" && this.pin());
    this.addEventListener("submit", (event) => this.send(event));
    this.offerPassages();
  }

  // The last words selected in the text; a click elsewhere in it lets them go.
  note() {
    const selection = document.getSelection();
    const node = selection.anchorNode;
    const place = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
    if (!place?.closest(TEXT)) return;
    this.selected = selection.isCollapsed ? "" : selection.toString().replace(/\s+/g, " ").trim().slice(0, LONGEST);
  }

  pin() {
    const passage = this.querySelector("[name=passage]");
    if (!this.selected || passage.value) return;
    passage.value = this.selected;
    this.selected = "";
    passage.closest(".row").classList.add("is-pinned");
  }

  async send(event) {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form, event.submitter);
    try {
      const response = await fetch(form.action, { method: "POST", body: data, headers: { "X-Panel": "1" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const panel = page.querySelector("section.talk[data-label]");
      if (!panel || response.redirected) throw new Error("no panel");
      this.show(panel, form.matches(".talk__form"));
    } catch {
      const failed = this.querySelector("[data-failed]");
      failed.textContent = failed.dataset.failed;
      failed.hidden = false;
    }
  }

  show(panel, wasSaid) {
    const unsent = wasSaid ? null : this.querySelector("[name=text]").value;
    this.replaceChildren(document.adoptNode(panel));
    if (unsent) this.querySelector("[name=text]").value = unsent;
    const link = document.querySelector("[data-comments-link]");
    if (link) link.textContent = panel.dataset.label;
    this.offerPassages();
    (wasSaid ? this.querySelector("[name=text]") : this.querySelector(".talk__settle"))?.focus();
  }

  // Quoted words lead to their place in the text.
  offerPassages() {
    for (const quote of this.querySelectorAll("blockquote.talk__passage")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = quote.className;
      button.dir = "auto";
      button.textContent = quote.textContent;
      button.addEventListener("click", () => find(button.textContent));
      quote.replaceWith(button);
    }
  }
}

// Letters and the places they stand at, spaces made one, so that a passage is found across marks and paragraphs.
function find(passage) {
  const text = document.querySelector(`${TEXT} .ProseMirror`);
  if (!text) return;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const places = [];
  let letters = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let offset = 0; offset < node.length; offset++) {
      const letter = node.data[offset];
      if (/\s/.test(letter)) continue;
      letters += letter;
      places.push([node, offset]);
    }
  }
  const wanted = passage.replace(/\s+|…$/g, "");
  const start = letters.indexOf(wanted);
  if (start < 0 || !wanted) return;
  const [first, from] = places[start];
  const [last, to] = places[start + wanted.length - 1];
  text.focus();
  document.getSelection().setBaseAndExtent(first, from, last, to + 1);
  first.parentElement.scrollIntoView({ block: "center" });
}

customElements.define("story-comments", StoryComments);
