// The text alone in the window. What lies behind it cannot be reached meanwhile, by mouse or by keyboard.

import { Extension } from "django-prose-editor/editor";
import { icon } from "desk/editor/icons";

/** Everything on the page beside the box and what it is in. */
function* surroundings(box) {
  for (let inner = box; inner !== document.body; inner = inner.parentElement) {
    for (const other of inner.parentElement.children) if (other !== inner && !other.inert) yield other;
  }
}

function sign(editor, isOn) {
  const button = editor.storage.toolbar.bar?.querySelector("[data-tool='full']");
  button?.replaceChildren(icon(isOn ? "exit" : "full"));
}

export const FullScreen = Extension.create({
  name: "fullScreen",

  addStorage: () => ({ isOn: false, hidden: [] }),

  addCommands() {
    return {
      toggleFullScreen:
        () =>
        ({ editor }) => {
          const { storage } = this;
          const box = editor.options.element;
          storage.isOn = !storage.isOn;
          box.classList.toggle("be-full", storage.isOn);
          document.documentElement.classList.toggle("be-is-full", storage.isOn);
          if (storage.isOn) storage.hidden = [...surroundings(box)];
          for (const other of storage.hidden) other.inert = storage.isOn;
          sign(editor, storage.isOn);
          editor.view.focus();
          editor.commands.scrollIntoView();
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return { Escape: ({ editor }) => this.storage.isOn && editor.commands.toggleFullScreen() };
  },

  onDestroy() {
    for (const other of this.storage.hidden) other.inert = false;
  },
});
