// The data of the page, as Python wrote it, and what the reader is doing with it.

const data = JSON.parse(document.getElementById("data").textContent);
const state = { selection: {}, read: null, hiddenTypes: new Set(), hiddenLooks: new Set() };

// Types with a colour of their own in the style sheet; others look like "Thing".
const TYPE_COLOURS = new Set(
  ["Person", "Organization", "Country", "City", "Place", "Event", "Thing", "Post"]);
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
