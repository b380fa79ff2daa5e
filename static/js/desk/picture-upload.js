// The field for new pictures: drop files on it, and each goes up with its progress. What the library knows already is
// offered instead. Without script the form sends all files at once.

const SENDING_AT_ONCE = 2;

class PictureUpload extends HTMLElement {
  async connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.field = this.querySelector("input[type=file]");
    this.list = this.querySelector(".upload__list");
    this.after = this.querySelector(".upload__after");
    this.waiting = [];
    this.sending = 0;
    this.tools = await import(this.getAttribute("files"));
    this.classList.add("is-ready");
    this.querySelector(".upload__label").textContent = this.say("drop");
    this.field.addEventListener("change", () => {
      this.add([...this.field.files]);
      this.field.value = "";
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.tools.dropZone(this.form, (files) => this.add(files));
  }

  say(name) {
    return this.getAttribute(`say-${name}`) ?? "";
  }

  add(files) {
    for (const file of files) this.queue(file, this.row(file));
  }

  queue(file, row, anyway = false) {
    this.waiting.push({ file, row, anyway });
    row.status.textContent = this.say("waiting");
    this.next();
  }

  async next() {
    if (this.sending >= SENDING_AT_ONCE || !this.waiting.length) return;
    this.sending += 1;
    const { file, row, anyway } = this.waiting.shift();
    row.choices.replaceChildren();
    row.bar.hidden = false;
    const token = this.form.elements.csrfmiddlewaretoken.value;
    const onProgress = (part) => {
      row.bar.value = part;
      row.status.textContent = part < 1 ? `${this.say("progress")}: ${Math.round(part * 100)}%` : this.say("made");
    };
    const { status, answer } = await this.tools.sendPicture(this.form.action, token, file, { anyway, onProgress });
    row.bar.hidden = true;
    this.sending -= 1;
    this.finish(status, answer, file, row);
    this.next();
  }

  finish(status, answer, file, row) {
    if (status === 201) return this.take(answer.picture, row);
    row.element.classList.add("is-refused");
    row.status.textContent = answer?.error ?? this.say("lost");
    if (answer?.known) return this.offer(answer, file, row);
    if (!status || status >= 500) row.choices.append(this.button(this.say("again"), () => this.queue(file, row)));
  }

  take(picture, row) {
    // In the order of the files, whichever was through first.
    row.element.dataset.taken = picture.id;
    const taken = [...this.list.querySelectorAll("[data-taken]")].map((one) => one.dataset.taken);
    row.element.classList.remove("is-refused");
    row.element.classList.add("is-done");
    row.status.textContent = this.say("done");
    row.name.replaceChildren(link(picture));
    if (picture.thumbnail) row.image.src = picture.thumbnail;
    const [describe] = this.after.children;
    describe.textContent = `${this.say("describe")} (${taken.length})`;
    describe.href = `${this.getAttribute("several")}?ids=${taken.join(",")}`;
    this.after.hidden = false;
  }

  offer({ known, same }, file, row) {
    for (const picture of known) row.choices.append(link(picture));
    if (known[0]?.thumbnail) row.image.src = known[0].thumbnail;
    if (!same) row.choices.append(this.button(this.say("anyway"), () => this.queue(file, row, true)));
  }

  button(words, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button", textContent: words });
    button.addEventListener("click", act);
    return button;
  }

  row(file) {
    const part = (tag, name) => Object.assign(document.createElement(tag), { className: `upload__${name}` });
    const row = { element: part("li", "one"), image: part("img", "image"), name: part("bdi", "name") };
    Object.assign(row, { status: part("span", "status"), bar: part("progress", "bar"), choices: part("span", "choices") });
    row.image.alt = "";
    row.name.textContent = file.name;
    row.bar.max = 1;
    row.bar.value = 0;
    row.bar.setAttribute("aria-label", file.name);
    row.element.append(row.image, row.name, row.status, row.bar, row.choices);
    this.list.append(row.element);
    return row;
  }
}

function link({ address, title }) {
  return Object.assign(document.createElement("a"), { href: address, textContent: title, target: "_blank" });
}

customElements.define("picture-upload", PictureUpload);
