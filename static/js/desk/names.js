// Gives the admin's search boxes (select2) a name for screen readers: that of the field they stand for; and the
// fields of rows in a table that of their column.

function name(select) {
  const box = select.nextElementSibling?.querySelector?.(".select2-selection");
  if (!box || !select.classList.contains("select2-hidden-accessible")) return;
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const text = select.getAttribute("aria-label") || label?.textContent.trim().replace(/:$/, "");
  if (!text) return;
  // Where several can be chosen, it is the field for typing that is named.
  const search = box.querySelector(".select2-search__field");
  if (search) return search.setAttribute("aria-label", text);
  box.setAttribute("aria-label", `${text}: ${select.selectedOptions[0]?.textContent ?? ""}`);
  box.removeAttribute("aria-labelledby");
  // Select2 calls the words inside a field of their own, which would need a second name.
  const shown = box.querySelector(".select2-selection__rendered");
  for (const attribute of ["role", "aria-readonly"]) shown?.removeAttribute(attribute);
}

const CELLS = ".inline-group .tabular td :is(input:not([type=hidden]), select, textarea)";

function nameCell(field) {
  if (field.labels?.length || field.hasAttribute("aria-label")) return;
  const cell = field.closest("td");
  const column = [...cell.classList].find((one) => one.startsWith("field-"))?.replace("field-", ".column-") ?? ":last-child";
  const head = cell.closest("table").querySelector(`thead th${column}`);
  if (head) field.setAttribute("aria-label", head.textContent.trim());
}

// A list may hold nothing but its items, and a column without a name is headed by nothing.
function mend(root) {
  for (const clear of root.querySelectorAll?.("ul > .select2-selection__clear") ?? []) {
    const item = Object.assign(document.createElement("li"), { className: "select2-clear" });
    clear.replaceWith(item);
    item.append(clear);
  }
  for (const head of root.querySelectorAll?.("th.original") ?? []) {
    if (!head.textContent.trim()) head.replaceWith(Object.assign(document.createElement("td"), { className: "original" }));
  }
}

function nameAll(root) {
  for (const field of root.querySelectorAll?.(CELLS) ?? []) nameCell(field);
  mend(root.parentElement ?? root);
  for (const select of root.querySelectorAll?.("select.select2-hidden-accessible") ?? []) name(select);
}

const watch = new MutationObserver((changes) => {
  for (const change of changes) for (const added of change.addedNodes) {
    if (added.nodeType !== 1) continue;
    if (added.matches(".select2-container") && added.previousElementSibling) name(added.previousElementSibling);
    if (added.matches(".select2-dropdown, .select2-container--open")) nameSearch(added);
    nameAll(added);
  }
});

// The search field inside an opened box has no label of its own.
function nameSearch(box) {
  const field = box.querySelector(".select2-search__field");
  const opened = document.querySelector(".select2-container--open .select2-selection");
  if (field && opened) field.setAttribute("aria-label", opened.getAttribute("aria-label") ?? "");
}

watch.observe(document.body ?? document.documentElement, { childList: true, subtree: true });
nameAll(document);
// The admin’s boxes announce their changes through jQuery alone.
window.django?.jQuery?.(document).on("change", "select", (event) => name(event.target));
