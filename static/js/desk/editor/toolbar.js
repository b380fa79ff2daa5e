// The row of tools: https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/

import { Extension } from "django-prose-editor/editor";
import { ariaShortcut, make, shortcut, t } from "desk/editor/desk";
import { icon } from "desk/editor/icons";
import { rove } from "desk/editor/roving";
import { GROUPS } from "desk/editor/tools";

function button(editor, tool) {
  const name = tool.label;
  const made = make(
    "button",
    {
      type: "button",
      className: "be-tool",
      title: `${name} (${shortcut(tool.keys)})`,
      "aria-label": name,
      "aria-keyshortcuts": ariaShortcut(tool.keys),
      "data-tool": tool.icon,
    },
    icon(tool.icon),
  );
  // The text keeps its selection, and a phone its keyboard.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") !== "true") tool.run(editor);
  });
  return made;
}

function show(editor, tool, made) {
  if (tool.active) made.setAttribute("aria-pressed", String(Boolean(tool.active(editor))));
  const isOff = tool.enabled ? !tool.enabled(editor) && !tool.active?.(editor) : false;
  made.setAttribute("aria-disabled", String(isOff));
}

export const Toolbar = Extension.create({
  name: "toolbar",
  // After the others, so that their keys and storages are there.
  priority: 1,

  onCreate() {
    const { editor } = this;
    if (!editor.isEditable) return;
    const made = [];
    const groups = GROUPS.map((group) => {
      const buttons = group.tools.map((tool) => {
        made.push([tool, button(editor, tool)]);
        return made.at(-1)[1];
      });
      return make("div", { className: "be-group", role: "group", "aria-label": group.label }, ...buttons);
    });
    const attributes = { role: "toolbar", "aria-label": t("Tools of the text"), "aria-controls": editor.view.dom.id };
    this.storage.bar = make("div", { className: "be-toolbar", ...attributes }, ...groups);
    rove(this.storage.bar);
    this.storage.bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape") editor.view.focus();
    });
    editor.options.element.prepend(this.storage.bar);
    this.storage.show = () => made.forEach(([tool, one]) => show(editor, tool, one));
    this.storage.show();
  },

  onTransaction() {
    this.storage.show?.();
  },

  addKeyboardShortcuts() {
    const keys = { "Alt-F10": () => this.storage.bar.querySelector("[tabindex='0']").focus() ?? true };
    for (const tool of GROUPS.flatMap((group) => group.tools)) {
      keys[tool.keys] = ({ editor }) => (tool.run(editor), true);
    }
    return keys;
  },
});
