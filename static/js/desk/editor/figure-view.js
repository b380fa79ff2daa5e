// How a figure looks while it is edited: what it shows, its caption to type in, and its buttons.

import { make, t } from "desk/editor/desk";
import { action } from "desk/editor/dialog";

function bar(view) {
  const { editor, getPos, edit, describe, cut, isWidened } = view;
  const attribute = (name, value) => {
    editor.view.dispatch(editor.state.tr.setNodeAttribute(getPos(), name, value));
  };
  const quiet = { className: "be-figure__button" };
  view.widen = action(t("Wide"), () => attribute("wide", !view.node.attrs.wide), quiet);
  const change = action(t("Change"), () => edit(editor, getPos(), view.node), quiet);
  const remove = action(
    t("Remove"),
    () => {
      editor.view.dispatch(editor.state.tr.delete(getPos(), getPos() + view.node.nodeSize));
      editor.view.focus();
    },
    quiet,
  );
  const alt = describe ? action(t("Alt text"), () => describe(editor, getPos, view.node), quiet) : null;
  const crop = cut ? action(t("Crop"), () => cut(editor, getPos, view.node), quiet) : null;
  const buttons = [isWidened ? view.widen : null, crop, alt, change, remove];
  return make("div", { className: "be-figure__bar" }, ...buttons);
}

/** The view of one figure, as ProseMirror asks for it: https://prosemirror.net/docs/ref/#view.NodeView */
export function figureView(given) {
  const view = { ...given };
  view.shown = make("div", { className: "be-figure__shown" });
  view.facts = make("p", { className: "be-figure__facts" });
  view.outside = make("div", { className: "be-figure__frame" }, view.shown, view.facts, bar(view));
  view.outside.contentEditable = "false";
  view.caption = make("figcaption", { className: "be-figure__caption" });
  view.dom = make("figure", { className: "be-figure" }, view.outside, view.caption);
  view.hint = t("Write a caption");

  const show = (isNew) => {
    const { attrs, content } = view.node;
    view.dom.classList.toggle("be-figure--wide", attrs.wide);
    view.caption.classList.toggle("be-figure__caption--empty", !content.size);
    view.caption.dataset.hint = view.hint;
    if (attrs.dir) view.caption.setAttribute("dir", attrs.dir);
    else view.caption.removeAttribute("dir");
    view.widen.setAttribute("aria-pressed", String(attrs.wide));
    if (isNew) view.draw(view, () => show(false));
  };
  show(true);

  return {
    dom: view.dom,
    contentDOM: view.caption,
    update(node) {
      if (node.type !== view.node.type) return false;
      const isNew = ["value", "alt", "crop"].some((name) => node.attrs[name] !== view.node.attrs[name]);
      view.node = node;
      show(isNew);
      return true;
    },
    stopEvent: (event) => Boolean(event.target.closest?.(".be-figure__bar, .be-figure__facts a")),
    // Only what is typed into the caption is a change of the text.
    ignoreMutation: ({ type, target }) => type === "attributes" || (type !== "selection" && !view.caption.contains(target)),
  };
}
