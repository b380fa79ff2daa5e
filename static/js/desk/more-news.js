// What stands below a story, and why, inside its form. Without script there is a link to the page instead.
// “Pin” adds a row to the links by hand, which goes out when the story is saved; the other buttons act at once.

class MoreNews extends HTMLElement {
  connectedCallback() {
    this.src = this.getAttribute("src");
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", this.textContent.trim());
    this.setAttribute("aria-live", "polite");
    this.addEventListener("click", (event) => this.press(event));
    this.load();
  }

  async load(options = {}) {
    try {
      const answer = await fetch(`${this.src}?part=1`, { credentials: "same-origin", ...options });
      if (!answer.ok || answer.redirected) return;
      this.innerHTML = await answer.text();
    } catch {
      // The server is away: what is shown stays.
    }
  }

  async press(event) {
    const button = event.target.closest("button[name=do]");
    if (!button) return;
    event.preventDefault();
    const [verb, number] = button.value.split(" ");
    if (verb === "pin" && this.addRow(number, button.dataset.title)) {
      button.closest("li").remove();
      return;
    }
    const body = new FormData();
    body.set("do", button.value);
    body.set("csrfmiddlewaretoken", this.closest("form").querySelector("[name=csrfmiddlewaretoken]").value);
    await this.load({ method: "POST", body });
    this.querySelector("button")?.focus();
  }

  addRow(number, title) {
    const group = document.getElementById("links-group");
    const select = () => [...group.querySelectorAll(".inline-related:not(.empty-form) select[name$='-target']")].pop();
    if (!group || !select()) return false;
    if (this.isUsed(select())) {
      const add = group.querySelector(".add-row a");
      if (!add) return false;
      add.click();
    }
    const target = select();
    if (this.isUsed(target)) return false;
    target.append(new Option(title, number, true, true));
    target.dispatchEvent(new Event("change", { bubbles: true }));
    target.closest(".inline-related").querySelector("[name$='-note']")?.focus();
    return true;
  }

  isUsed(select) {
    const row = select.closest(".inline-related");
    return Boolean(select.value || row.querySelector("[name$='-url']")?.value);
  }
}

customElements.define("more-news", MoreNews);
