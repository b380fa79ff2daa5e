// The lines of More News follow the tags and links on the page before anything is saved.

const WAIT = 600;

export function followChips(page, renewed) {
  const list = page.querySelector("[data-news]");
  if (!list) return;
  let timer, asked = query();

  function query() {
    const fields = page.querySelector("#desk_form").elements;
    return new URLSearchParams({ tags: fields.tags?.value ?? "", links: fields.links?.value ?? "" }).toString();
  }

  async function ask() {
    const now = query();
    if (now === asked) return;
    asked = now;
    const response = await fetch(`${list.dataset.news}?${now}`).catch(() => null);
    if (!response?.ok || asked !== now) return;
    const html = await response.text();
    // What was answered stays answered, and who stands on a line stays on it.
    const answers = [...list.querySelectorAll(":checked, [type=hidden]")].map(({ name, value }) => [name, value]);
    const here = list.contains(document.activeElement) ? document.activeElement.closest(".offer")?.dataset.story : null;
    list.innerHTML = html;
    for (const [name, value] of answers) {
      const choice = list.querySelector(`[name="${name}"][value="${value}"]`);
      if (choice) choice.checked = true;
      else if (value !== "pin") list.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    renewed();
    if (here) (list.querySelector(`[data-story="${here}"]`) ?? page.querySelector(".dm__text")).focus({ preventScroll: true });
  }

  for (const chips of page.querySelectorAll("tag-list, link-list")) {
    chips.addEventListener("change", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
  }
}
