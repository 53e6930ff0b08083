// The shelf beside the editor: the prepared questions with their search, and what was asked before.

import { make, words } from "./dom.js";

const KEPT = "kg-asked";
const MOST = 25;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Lists the prepared questions; `onChoose(question)` when one is clicked. */
function showQuestions(questions, onChoose) {
  const list = document.getElementById("questions");
  const search = document.getElementById("question-search");
  const count = document.getElementById("prepared-count");
  const items = questions.map((question) => ({
    question,
    sought: plain(`${question.name.replaceAll("-", " ")} ${question.title} ${question.about}`),
    item: make("li", {},
      make("button", { type: "button", title: question.about || null, on: { click: () => onChoose(question) } },
        question.title)),
  }));
  const filter = () => {
    const wanted = plain(search.value).split(/\s+/);
    const found = items.filter(({ sought }) => wanted.every((word) => sought.includes(word)));
    list.replaceChildren(...found.map(({ item }) => item));
    if (!found.length) list.append(make("li", { class: "nothing" }, "No question has these words."));
    count.textContent = found.length === items.length ? `${items.length}` : `${found.length} of ${items.length}`;
  };
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("button")?.click();
  });
  filter();
  return {
    /** Marks the question that is in the editor; null for one's own. */
    mark(name) {
      for (const { question, item } of items) {
        const button = item.firstChild;
        if (question.name === name) {
          button.setAttribute("aria-current", "true");
          const above = item.getBoundingClientRect().top - list.getBoundingClientRect().top;
          if (above < 0 || above > list.clientHeight) list.scrollTop += above - list.clientHeight / 2;
        } else button.removeAttribute("aria-current");
      }
    },
  };
}

// What was asked stays in this browser, where it may be kept at all.

function asked() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter(({ query }) => typeof query === "string") : [];
  } catch {
    return [];
  }
}

function keep(list) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(list));
  } catch {
    // private windows and full disks
  }
}

/** Remembers that a query was asked: { query, values, title }. */
function remember(entry) {
  const same = (other) => other.query === entry.query && JSON.stringify(other.values) === JSON.stringify(entry.values);
  keep([{ ...entry, when: Date.now() }, ...asked().filter((other) => !same(other))].slice(0, MOST));
}

/** Lists what was asked before; `onChoose({ query, values })` when one is clicked. */
function showAsked(onChoose) {
  const list = asked();
  document.getElementById("recent-section").hidden = !list.length;
  document.getElementById("recent").replaceChildren(
    ...list.map((entry) => {
      const values = Object.values(entry.values ?? {}).join(", ");
      return make("li", {},
        make("button", { type: "button", title: entry.query.slice(0, 600), on: { click: () => onChoose(entry) } },
          words(entry.title + (values ? `: ${values}` : ""))));
    }),
  );
  document.getElementById("forget").onclick = () => {
    keep([]);
    showAsked(onChoose);
  };
}

export { remember, showAsked, showQuestions };
