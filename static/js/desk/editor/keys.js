// The list of keyboard shortcuts, written from the tools themselves.

import { make, shortcut, t } from "desk/editor/desk";
import { openDialog } from "desk/editor/dialog";
import { GROUPS } from "desk/editor/tools";

const OTHERS = [
  [t("Go to the tools"), "Alt-F10"],
  [t("New line in the same paragraph"), "Shift-Enter"],
  [t("Paste as plain text"), "Mod-Shift-v"],
];

function row(label, keys) {
  const pressed = make("kbd", { textContent: shortcut(keys) });
  return make("div", { className: "be-keys__row" }, make("dt", { textContent: label }), make("dd", {}, pressed));
}

export function openKeys(editor) {
  const tools = GROUPS.flatMap((group) => group.tools.map((tool) => row(tool.label, tool.keys)));
  const others = OTHERS.map(([label, keys]) => row(label, keys));
  openDialog(editor, {
    title: t("Keyboard shortcuts"),
    content: [make("dl", { className: "be-keys", tabIndex: 0 }, ...tools, ...others)],
  });
}
