// Builds the script and style of the playground, and tells the licence of every package that went into them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const here = import.meta.dirname;
const folder = join(here, "../../adapters/web/static/playground");

const built = buildSync({
  absWorkingDir: here,
  entryPoints: { playground: "source/main.jsx" },
  outdir: folder,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2023",
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  metafile: true,
  alias: {
    react: "preact/compat",
    "react-dom": "preact/compat",
    "react/jsx-runtime": "preact/jsx-runtime",
    "node-emoji": "./source/none.js",
    "react-markdown": "./source/none.js",
    "remark-gfm": "./source/none.js",
  },
});

const found = Object.keys(built.metafile.inputs).map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
const packages = [...new Set(found.filter(Boolean))].sort();

function licence(name) {
  const at = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
  const file = readdirSync(at).find((one) => /^licen[cs]e/i.test(one));
  const text = file ? readFileSync(join(at, file), "utf8").trim() : "The package brings no text of its licence along.";
  return `${name} ${version} (${license})\n\n${text}\n`;
}

const rule = `\n${"-".repeat(80)}\n\n`;
writeFileSync(join(folder, "LICENSES.txt"), ["What playground.js and playground.css are made of, beside Quotedesk’s own.\n", ...packages.map(licence)].join(rule));
for (const [path, { bytes }] of Object.entries(built.metafile.outputs)) console.log(path.split("/").at(-1), bytes);
