// A provider's page in the text, by its address. Nothing of the provider is loaded here either.

import { pm, Plugin } from "django-prose-editor/editor";
import { desk, make, t } from "desk/editor/desk";
import { field, openDialog } from "desk/editor/dialog";
import { figureNode, insertFigure } from "desk/editor/figures";

// The patterns come from articles/embeds.py, where the server has them too.
const forms = (desk.providers ?? []).map((form) => ({ ...form, pattern: new RegExp(`^(?:${form.pattern})$`) }));

/** Return { name, address } of the page an address shows, or null. */
export function providerOf(address) {
  for (const form of forms) {
    const parts = form.pattern.exec(address?.trim() ?? "");
    if (parts) return { name: form.name, address: form.address.replace(/\{(\d)\}/g, (_sign, place) => parts[Number(place) + 1]) };
  }
  return null;
}

function draw(view, done) {
  const { name, address } = providerOf(view.node.attrs.value);
  const title = make("span", { className: "be-embed__name", textContent: name });
  view.shown.replaceChildren(make("span", { className: "be-embed" }, title, make("bdi", { textContent: address })));
  view.facts.textContent = t("Readers get a card. {provider} is asked only when they open it.", { provider: name });
  done();
}

function openEmbed(editor, address, use) {
  const input = make("input", { type: "url", value: address, autocomplete: "off", dir: "ltr" });
  const names = [...new Set(forms.map((form) => form.name))].join(", ");
  const note = make("p", { className: "be-note", role: "status", textContent: t("Possible: {names}.", { names }) });
  const submit = () => {
    const found = providerOf(input.value);
    if (!found) {
      note.textContent = t("This is no address of a video or post of {names}.", { names });
      input.focus();
      return;
    }
    close();
    use(found.address);
  };
  const close = openDialog(editor, {
    title: t("Video or post by its address"),
    content: [field(t("Address"), input), note],
    confirm: t("Use this address"),
    submit,
  });
}

export const Embed = figureNode({
  name: "embed",
  attribute: "data-embed",
  value: (address) => providerOf(address)?.address ?? null,
  draw,
  edit: (editor, place, node) =>
    openEmbed(editor, node.attrs.value, (address) => {
      editor.view.dispatch(editor.state.tr.setNodeAttribute(place, "value", address));
    }),
}).extend({
  addCommands: () => ({
    pickEmbed:
      () =>
      ({ editor }) => {
        openEmbed(editor, "", (address) => insertFigure(editor, "embed", address));
        return true;
      },
  }),

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        key: new pm.state.PluginKey("pasteEmbed"),
        props: {
          // A known address alone on an empty line becomes its card.
          handlePaste(view, event) {
            const found = providerOf(event.clipboardData?.getData("text/plain"));
            const { $from, empty } = view.state.selection;
            const isAlone = empty && $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
            if (!found || !isAlone) return false;
            insertFigure(editor, "embed", found.address);
            return true;
          },
        },
      }),
    ];
  },
});
