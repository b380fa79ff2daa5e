// The part of a picture dialog that takes in new files: dropped or chosen, with progress, and their words to confirm.

import { make, t } from "desk/editor/desk";
import { action, field } from "desk/editor/dialog";
import { remember } from "desk/editor/library";
import { dropZone, sendPicture } from "desk/editor/picture-files";

const ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,.heic,.heif";
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

/** Return { part, offer(address), take(files) }; `use(row)` gets each picture once its words are confirmed. */
export function uploading(use) {
  const input = make("input", { type: "file", multiple: true, accept: ACCEPTED });
  const list = make("ul", { className: "be-uploads", "aria-live": "polite" });
  const part = make("div", { className: "be-upload", hidden: true }, field(t("Drop pictures here, or choose files"), input), list);
  const waiting = [];
  let address = "";

  const take = (files) => {
    if (!address) waiting.push(...files);
    else for (const file of files) send(address, file, list, use);
  };
  const offer = (given) => {
    address = given;
    part.hidden = !given;
    if (given) take(waiting.splice(0));
  };
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  dropZone(part, take);
  return { part, offer, take };
}

async function send(address, file, list, use, row = make("li", { className: "be-uploads__one" }), anyway = false) {
  const status = make("span", { className: "be-note" });
  const bar = make("progress", { max: 1, value: 0, "aria-label": file.name });
  row.replaceChildren(make("bdi", { textContent: file.name }), status, bar);
  if (!row.isConnected) list.append(row);
  const onProgress = (part) => {
    bar.value = part;
    if (part === 1) status.textContent = t("Being made ready");
  };
  const { status: code, answer } = await sendPicture(address, token(), file, { anyway, onProgress });
  bar.remove();
  if (code === 201) return describe(row, answer.picture, use);
  status.textContent = answer?.error ?? t("The desk could not be reached. Try again.");
  status.className = "be-warning";
  for (const known of answer?.known ?? []) {
    remember("picture", known);
    if (known.thumbnail) row.append(make("img", { src: known.thumbnail, alt: known.title }));
    if (!known.expired) row.append(action(t("Use that one"), () => use(known)));
  }
  if (answer?.known && !answer.same) row.append(action(t("Upload anyway"), () => send(address, file, list, use, row, true)));
  return null;
}

/** The words that were read from the file, for somebody to look at; the picture is used once they are saved. */
function describe(row, picture, use) {
  remember("picture", picture);
  const words = {
    alt_text: make("textarea", { rows: 2, value: picture.alt, dir: "auto" }),
    caption: make("textarea", { rows: 2, value: picture.caption, dir: "auto" }),
    credit: make("input", { type: "text", value: picture.credit, dir: "auto" }),
  };
  const note = make("p", { className: "be-note", role: "status", textContent: t("Read from the file: look at it, then use the picture.") });
  const confirm = action(t("Use this picture"), async () => {
    const form = new FormData();
    form.append("csrfmiddlewaretoken", token());
    form.append("title", picture.title);
    for (const [name, input] of Object.entries(words)) form.append(name, input.value);
    const answer = await fetch(picture.details, { method: "POST", body: form, headers: { Accept: "application/json" } })
      .then((response) => response.json())
      .catch(() => ({ error: t("The desk could not be reached. Try again.") }));
    if (!answer.picture) return void (note.textContent = answer.error);
    remember("picture", answer.picture);
    row.remove();
    return use(answer.picture);
  }, { className: "be-button be-button--main" });
  words.credit.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it would confirm the whole dialog
    confirm.click();
  });
  row.replaceChildren(
    make("img", { src: picture.thumbnail, alt: picture.title }),
    field(t("Alt text"), words.alt_text),
    field(t("Caption"), words.caption),
    field(t("Credit"), words.credit),
    note,
    confirm,
  );
  words.alt_text.focus();
  return null;
}
