// Copies text, and tells whether that worked.

const toast = make("p", { class: "toast", role: "status" });
document.body.append(toast);
let toastTimer = 0;

/** Says something for a moment, aloud too where a screen reader is. */
function say(text) {
  toast.textContent = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.replaceChildren(), 3500);
}

async function copy(text, name) {
  if (await copied(text)) say(`${name} copied`);
  else offer(text, name);
}

/** Whether the browser lets us copy: inside another page, or without https, it may not. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByCommand(text);
  }
}

function copiedByCommand(text) {
  const before = document.activeElement;
  const field = make("textarea", { class: "hidden", "aria-hidden": "true", tabindex: "-1" }, text);
  document.body.append(field);
  field.select();
  let isDone = false;
  try {
    isDone = document.execCommand("copy");
  } catch {
    // Then people copy by hand.
  }
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
}

/** Shows the text, selected, where it could not be copied. */
function offer(text, name) {
  const field = make("textarea", { readonly: true, rows: "8", "aria-label": name, dir: "auto" }, text);
  const close = make("button", { type: "button", class: "plain", on: { click: () => dialog.close() } }, "Close");
  const dialog = make(
    "dialog",
    { class: "offer", on: { close: () => dialog.remove(), keydown: (event) => event.stopPropagation() } },
    make("p", {}, "The browser does not let this page copy. Here it is, selected:"),
    field,
    close,
  );
  document.body.append(dialog);
  dialog.showModal();
  field.select();
}
