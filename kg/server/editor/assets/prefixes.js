// Prefixes in the text of a query.

const DECLARATION = /^[ \t]*PREFIX[ \t]+([\w.-]*):[ \t]*<[^>]*>/gim;
/** What is no prefixed name: texts, IRIs and comments. */
const OTHER = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#.*$/gm;
const USED = /(?<![\w?$:@.-])([A-Za-z][\w-]*):(?=[\w\s%\\]|$)/g;

/** The prefixes that the query uses, does not declare, and that `prefixes` knows. */
function undeclared(query, prefixes) {
  const declared = new Set([...query.matchAll(DECLARATION)].map(([, prefix]) => prefix));
  const used = [...query.replace(OTHER, " ").matchAll(USED)].map(([, prefix]) => prefix);
  return [...new Set(used)].filter((prefix) => Object.hasOwn(prefixes, prefix) && !declared.has(prefix));
}

/** The change that declares prefixes: behind those that are declared, else below the first comments. */
function declaring(query, wanted, prefixes) {
  const last = [...query.matchAll(DECLARATION)].at(-1);
  const lines = wanted.map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>\n`).join("");
  if (!last) return { from: /^(?:#.*\n)*/.exec(query)[0].length, insert: lines };
  const end = query.indexOf("\n", last.index + last[0].length);
  return end < 0 ? { from: query.length, insert: `\n${lines}` } : { from: end + 1, insert: lines };
}

export { declaring, undeclared };
