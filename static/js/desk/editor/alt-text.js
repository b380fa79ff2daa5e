// The alt texts of one use of pictures: the library's to start with, own words, or none where it only decorates.

import { make, t } from "desk/editor/desk";
import { field, openDialog } from "desk/editor/dialog";

function asked(row, own) {
  const words = make("textarea", { rows: 3, maxLength: 500, value: own || row.alt, dir: "auto" });
  const decorates = make("input", { type: "checkbox", checked: own === "" });
  const follow = () => (words.disabled = decorates.checked);
  decorates.addEventListener("change", follow);
  follow();
  const label = make("label", { className: "be-check" }, decorates, ` ${t("Decorative: screen readers pass over it")}`);
  const image = row.thumbnail ? make("img", { className: "be-alt__shown", src: row.thumbnail, alt: row.title }) : null;
  const part = make("div", { className: "be-alt" }, image, field(t("Alt text"), words), label);
  /** "" where it decorates, null for the library's words. */
  const answer = () => {
    const typed = words.value.trim().replace(/\s+/g, " ");
    if (decorates.checked) return "";
    return typed && typed !== row.alt ? typed : null;
  };
  return { part, answer };
}

/** Ask for the alt text of each picture; `own` has those of this use by number, and `use(texts)` gets them again. */
export function openAltTexts(editor, rows, own, use) {
  const parts = rows.map((row) => ({ row, ...asked(row, own[row.id] ?? null) }));
  const submit = () => {
    const texts = parts.map(({ row, answer }) => [row.id, answer()]).filter(([, text]) => text !== null);
    close();
    use(Object.fromEntries(texts));
  };
  const close = openDialog(editor, {
    title: t("Alt text for this story"),
    content: [
      make("p", { className: "be-note", textContent: t("What the picture shows here, for those who cannot see it.") }),
      ...parts.map(({ part }) => part),
    ],
    confirm: t("Use these words"),
    submit,
  });
}

/** Read the alt texts of a gallery from its attribute. */
export function altsOf(value) {
  try {
    const found = JSON.parse(value || "{}");
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}
