// The palette of characters that keyboards do not have.

import { Extension } from "django-prose-editor/editor";
import { desk, make, t } from "desk/editor/desk";
import { openDialog } from "desk/editor/dialog";
import { rove } from "desk/editor/roving";

let last = ""; // what was chosen last is offered first

function group(editor, { name, characters }, close) {
  const buttons = characters.map(([sign, said, shown]) => {
    const named = { title: said, "aria-label": said };
    const button = make("button", { type: "button", className: "be-character", textContent: shown ?? sign, ...named });
    button.classList.toggle("be-character--word", Boolean(shown));
    if (sign === last) button.autofocus = true;
    button.addEventListener("click", () => {
      last = sign;
      close();
      editor.chain().focus().insertContent({ type: "text", text: sign }).run();
    });
    return button;
  });
  const heading = make("h3", { textContent: name });
  return make("section", { className: "be-characters__group" }, heading, make("div", { className: "be-characters__row" }, ...buttons));
}

function openCharacters(editor) {
  let close = () => {};
  const groups = (desk.characters ?? []).map((one) => group(editor, one, () => close()));
  const palette = make("div", { className: "be-characters" }, ...groups);
  rove(palette);
  close = openDialog(editor, { title: t("Special characters"), content: [palette] });
  (palette.querySelector("[autofocus]") ?? palette.querySelector("button")).focus();
}

export const Characters = Extension.create({
  name: "characters",

  addCommands: () => ({
    pickCharacter:
      () =>
      ({ editor }) => {
        openCharacters(editor);
        return true;
      },
  }),
});
