// The parameters that a query declares in its first comments, as fields of a form.

import { make } from "./dom.js";

const PARAMETER = /^#+\s*param:\s*(\w+)\s*(?:\((\w+)\)\s*)?=\s*(.*)$/;
const HINTS = {
  entity: "a name or a part of it",
  relation: "such as meets",
  date: "YYYY-MM-DD, YYYY-MM or YYYY",
  number: "a number",
};

/** What the comments of a query say: its title, more about it, and its parameters. */
function heading(query) {
  const lines = /^(?:#.*(?:\n|$))*/.exec(query)[0].split("\n").filter(Boolean);
  const said = [];
  const parameters = [];
  for (const line of lines) {
    const found = PARAMETER.exec(line.trim());
    if (found) parameters.push({ name: found[1], type: found[2] ?? "text", about: found[3], default: preset(query, found[1]) });
    else said.push(line.replace(/^#+\s*/, "").trim());
  }
  return { title: said[0] ?? "", about: said.slice(1).join(" "), parameters };
}

/** The default that a query has for a parameter; "" when anything will do. */
function preset(query, name) {
  const values = new RegExp(`\\bVALUES\\s+\\?${name}\\s*\\{([^{}]*)\\}`, "i").exec(query)?.[1].trim();
  return !values || values.toUpperCase() === "UNDEF" ? "" : values;
}

/** Fields for the parameters of a query; `values` reads and writes what stands in them. */
class Parameters {
  #place;
  #shown = "[]";
  #fields = new Map();
  #vocabulary;
  #named;

  constructor(place, { vocabulary, named }) {
    this.#place = place;
    this.#vocabulary = vocabulary;
    this.#named = named;
  }

  /** Show fields for these parameters; what stands in those that stay is kept. */
  show(parameters) {
    const wanted = JSON.stringify(parameters);
    if (wanted === this.#shown) return;
    const before = this.values;
    this.#shown = wanted;
    this.#fields = new Map(parameters.map((parameter) => [parameter.name, this.#field(parameter)]));
    this.#place.replaceChildren(
      ...parameters.map((parameter) => {
        const field = this.#fields.get(parameter.name);
        return make("div", { class: "parameter" },
          make("label", { for: field.id }, make("b", {}, parameter.name), ` ${parameter.about}`),
          field,
          this.#suggestions(field, parameter.type),
          make("p", { class: "wrong", id: `${field.id}-wrong` }));
      }),
    );
    this.values = before;
  }

  get values() {
    const filled = [...this.#fields].map(([name, field]) => [name, field.value.trim()]);
    return Object.fromEntries(filled.filter(([, value]) => value));
  }

  set values(values) {
    for (const [name, field] of this.#fields) field.value = Object.hasOwn(values, name) ? values[name] : "";
  }

  /** Say at its field that a value is no good, and take back what was said before; null: nothing. */
  fail(problem) {
    for (const [name, field] of this.#fields) {
      const isWrong = name === problem?.parameter;
      field.setAttribute("aria-invalid", String(isWrong));
      document.getElementById(`${field.id}-wrong`).textContent = isWrong ? problem.message : "";
      if (isWrong) field.focus();
    }
  }

  #field({ name, type, default: preset }) {
    const shared = { id: `parameter-${name}`, name, "aria-describedby": `parameter-${name}-wrong` };
    const anything = preset ? `default: ${preset}` : "anything";
    const choices = { type: this.#vocabulary.types, modality: this.#vocabulary.modalities }[type];
    if (choices) {
      const options = choices.map((value) => make("option", { value }, value));
      return make("select", shared, make("option", { value: "" }, anything), ...options);
    }
    return make("input", {
      ...shared,
      type: "text",
      inputmode: type === "number" ? "decimal" : null,
      autocomplete: "off",
      spellcheck: "false",
      placeholder: preset ? anything : (HINTS[type] ?? anything),
    });
  }

  /** The names that a field for an entity or a relation offers while one types; null for others. */
  #suggestions(field, type) {
    if (type !== "relation" && type !== "entity") return null;
    const list = make("datalist", { id: `${field.id}-names` });
    field.setAttribute("list", list.id);
    if (type === "relation") {
      const relations = this.#vocabulary.terms.filter(({ kind }) => kind === "relation");
      list.append(...relations.map(({ label }) => make("option", { value: label })));
      return list;
    }
    let waiting = 0;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const part = field.value.trim();
        if (part.length < 2) return;
        const found = await this.#named(part);
        list.replaceChildren(...found.map(({ name, type: kind }) => make("option", { value: name, label: kind })));
      }, 200);
    });
    return list;
  }
}

export { Parameters, heading };
