// The tools above the text, in their order: what each is called, by which keys it goes, and what it does.

import { t } from "desk/editor/desk";
import { openKeys } from "desk/editor/keys";

const run = (command, ...given) => (editor) => editor.chain().focus()[command](...given).run();
const can = (command, ...given) => (editor) => editor.can()[command](...given);
const ask = (command) => (editor) => editor.commands[command]();

/** A tool that turns something on and off, such as bold. */
function toggle(icon, label, keys, active, command, ...given) {
  const is = typeof active === "function" ? active : (editor) => editor.isActive(active);
  return { icon, label, keys, active: is, run: run(command, ...given), enabled: can(command, ...given) };
}

/** A tool that does something, or opens a dialog. */
function act(icon, label, keys, perform, more = {}) {
  return { icon, label, keys, run: perform, ...more };
}

const level = (number) => (editor) => editor.isActive("heading", { level: number });
const reads = (direction) => (editor) => editor.storage.direction.of(editor.state) === direction;

export const GROUPS = [
  {
    label: t("Words"),
    tools: [
      toggle("bold", t("Bold"), "Mod-b", "bold", "toggleBold"),
      toggle("italic", t("Italic"), "Mod-i", "italic", "toggleItalic"),
      act("link", t("Link to an address or an own story"), "Mod-k", ask("editLink"), {
        active: (editor) => editor.isActive("link"),
      }),
      act("unlink", t("Remove link"), "Mod-Shift-k", run("unsetLink"), {
        enabled: (editor) => editor.isActive("link"),
      }),
    ],
  },
  {
    label: t("Paragraphs"),
    tools: [
      toggle("heading", t("Subheading"), "Mod-Alt-2", level(2), "toggleHeading", { level: 2 }),
      toggle("subheading", t("Lower subheading"), "Mod-Alt-3", level(3), "toggleHeading", { level: 3 }),
      toggle("bullets", t("Bulleted list"), "Mod-Shift-8", "bulletList", "toggleBulletList"),
      toggle("numbers", t("Numbered list"), "Mod-Shift-7", "orderedList", "toggleOrderedList"),
      toggle("quote", t("Block quote"), "Mod-Shift-b", "blockquote", "toggleBlockquote"),
      toggle("pullquote", t("Pull quote"), "Mod-Alt-q", "pullQuote", "togglePullQuote"),
      toggle("factbox", t("Fact box"), "Mod-Alt-x", "factBox", "toggleFactBox"),
    ],
  },
  {
    label: t("Insert"),
    tools: [
      act("picture", t("Picture from the library"), "Mod-Alt-p", ask("pickPicture"), {
        active: (editor) => editor.isActive("picture"),
      }),
      act("gallery", t("Gallery"), "Mod-Alt-g", ask("pickGallery"), {
        active: (editor) => editor.isActive("gallery"),
      }),
      act("embed", t("Video or post by its address"), "Mod-Alt-e", ask("pickEmbed"), {
        active: (editor) => editor.isActive("embed"),
      }),
      act("rule", t("Rule"), "Mod-Alt-s", run("setHorizontalRule"), { enabled: can("setHorizontalRule") }),
      act("characters", t("Special characters"), "Mod-Alt-o", ask("pickCharacter")),
    ],
  },
  {
    label: t("Direction"),
    tools: [
      toggle("ltr", t("Left to right"), "Mod-Alt-l", reads("ltr"), "toggleDirection", "ltr"),
      toggle("rtl", t("Right to left"), "Mod-Alt-r", reads("rtl"), "toggleDirection", "rtl"),
    ],
  },
  {
    label: t("Editing"),
    tools: [
      act("undo", t("Undo"), "Mod-z", run("undo"), { enabled: can("undo") }),
      act("redo", t("Redo"), "Mod-Shift-z", run("redo"), { enabled: can("redo") }),
      act("find", t("Find and replace"), "Mod-f", ask("openSearch")),
      act("full", t("Full screen"), "Mod-Shift-f", ask("toggleFullScreen"), {
        active: (editor) => editor.storage.fullScreen.isOn,
      }),
      act("keys", t("Keyboard shortcuts"), "Mod-/", openKeys),
    ],
  },
];
