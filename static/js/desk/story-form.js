// The story's form as a whole: what follows from one field in another.

const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"]);

class StoryForm extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form || this.listens) return;
    this.listens = true;
    this.followSchedule();
    this.followLanguage();
    this.followSignificance();
    // A headline is one line; Enter in it would be lost on saving.
    this.querySelector("#id_headline")?.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    document.getElementById("mistakes")?.focus();
  }

  followSchedule() {
    this.form.addEventListener("desk:publish-label", (event) => {
      const button = this.form.querySelector("button[name=_publish]");
      if (button) button.textContent = event.detail;
    });
  }

  followLanguage() {
    const language = this.querySelector("#id_language");
    if (!language) return;
    const follow = () => {
      const direction = RIGHT_TO_LEFT.has(language.value.split("-")[0]) ? "rtl" : "ltr";
      for (const text of this.querySelectorAll("#id_body, .row--body .ProseMirror")) {
        text.dir = direction;
        text.lang = language.value;
      }
      // A script that needs higher lines gets them; which way a line runs is seen from its own letters.
      for (const line of this.querySelectorAll("#id_headline, #id_standfirst")) line.lang = language.value;
    };
    language.addEventListener("change", follow);
    this.form.addEventListener("prose-editor:ready", follow);
    follow();
  }

  followSignificance() {
    const note = this.form.querySelector("[name=what_is_new]");
    if (!note) return;
    const follow = () => {
      const chosen = this.form.querySelector("[name=significance]:checked")?.value;
      note.closest(".bar__note").hidden = chosen !== "significant";
    };
    this.form.addEventListener("change", follow);
    follow();
  }
}

customElements.define("story-form", StoryForm);
