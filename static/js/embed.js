// A provider's video in the page, once a reader asks for it. Until then nothing of the provider is loaded, and
// without this script the card is a link to the provider's own page.

const ALLOWED = "autoplay; encrypted-media; fullscreen; picture-in-picture";

function frame(figure, title) {
  const address = new URL(figure.dataset.frame);
  address.searchParams.set("autoplay", "1");
  const frame = document.createElement("iframe");
  frame.className = "embed__frame";
  frame.title = title;
  frame.allow = ALLOWED;
  frame.allowFullscreen = true;
  // The providers refuse to play for a page that does not say where it is.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.src = address.href;
  return frame;
}

document.addEventListener("click", (event) => {
  const card = event.target.closest(".embed[data-frame] > .embed__card");
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!card || !isPlain) return;
  event.preventDefault();
  const shown = frame(card.parentElement, card.querySelector(".embed__action").textContent);
  card.replaceWith(shown);
  shown.focus();
});
