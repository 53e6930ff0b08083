// Puts CodeMirror and its SPARQL mode into one file, and beside it the licences of all that is in it.
//
//   npm ci && npm run build            into ../kg/server/editor/assets
//   npm ci && npm run build -- FOLDER  into FOLDER, to compare

import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const out = process.argv[2] ?? "../kg/server/editor/assets";

const { metafile } = await build({
  entryPoints: ["codemirror.js"],
  outfile: join(out, "codemirror.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
  banner: { js: "// CodeMirror: see codemirror.LICENSES.txt; built by editor/build.js.\n// @ts-nocheck" },
  metafile: true,
});

/** The folders of the packages of which something is in the bundle. */
const folders = new Set(
  Object.keys(metafile.inputs).map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]),
);
folders.delete(undefined);

const licences = [];
for (const folder of [...folders].sort()) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no file with its licence`);
  const text = await readFile(join(folder, file), "utf8");
  licences.push(`${name} ${version} (${license})\n\n${text.replaceAll("\r\n", "\n").trim()}\n`);
}
await writeFile(
  join(out, "codemirror.LICENSES.txt"),
  `What is in codemirror.js, and under which licence.\n\n${licences.join(`\n${"-".repeat(80)}\n\n`)}`,
);
