// Sends one picture file to the library and says how far it is. Needs no other module: pages without the editor
// import it by its address.

/** Send `file`; `onProgress` gets parts from 0 to 1. Resolves to { status, answer } whatever the desk says. */
export function sendPicture(address, token, file, { anyway = false, onProgress = () => {} } = {}) {
  const form = new FormData();
  form.append("csrfmiddlewaretoken", token);
  form.append("file", file, file.name || "picture");
  if (anyway) form.append("anyway", "1");
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch says nothing about how much has been sent
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => resolve({ status: request.status, answer: request.response }));
    for (const name of ["error", "abort", "timeout"]) {
      request.addEventListener(name, () => resolve({ status: 0, answer: null }));
    }
    request.send(form);
  });
}

/** Files that somebody dropped or pasted, without folders and texts. */
export function filesOf(transfer) {
  return [...(transfer?.files ?? [])].filter((file) => file.size > 0 || file.type);
}

/** Let files be dropped on an element; `take(files)` gets them. */
export function dropZone(element, take) {
  const over = (isOver) => element.classList.toggle("is-over", isOver);
  for (const name of ["dragenter", "dragover"]) {
    element.addEventListener(name, (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      over(true);
    });
  }
  element.addEventListener("dragleave", (event) => {
    if (!element.contains(event.relatedTarget)) over(false);
  });
  element.addEventListener("drop", (event) => {
    const files = filesOf(event.dataTransfer);
    over(false);
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}
