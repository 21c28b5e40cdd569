// Builds the script and style of the playground, and tells the licence of every package that went into them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const here = import.meta.dirname;
const folder = join(here, "../../adapters/web/static/playground");

const { metafile } = buildSync({
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
    "react/jsx-runtime": "./source/jsx-runtime.js",
    "lit/directives/style-map.js": "./source/style-map.js",
    "node-emoji": "./source/none.js",
    "react-markdown": "./source/none.js",
    "remark-gfm": "./source/none.js",
  },
});

// What packages hold of others, without saying so in their own package.json.
const INSIDE = [
  { name: "@yozora/*, inside slack-blocks-to-jsx", license: "MIT", author: "guanghechen" },
  { name: "simple-markdown, inside discord-markdown-parser", license: "MIT", author: "Aria Buckles and Khan Academy" },
];

const MIT = (holder) => readFileSync(join(here, "mit.txt"), "utf8").replace("HOLDER", holder).trim();

function told(name) {
  const at = join(here, "node_modules", name);
  const { version, license, author } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
  const file = readdirSync(at).find((one) => /^licen[cs]e/i.test(one));
  const text = file ? readFileSync(join(at, file), "utf8").trim() : MIT(author);
  if (!file && license !== "MIT") throw new Error(`${name} brings no text of its licence (${license}).`);
  return `${name} ${version} (${license})\n\n${text}\n`;
}

const used = Object.keys(metafile.inputs).map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
const licences = [
  ...[...new Set(used.filter(Boolean))].sort().map(told),
  ...INSIDE.map(({ name, license, author }) => `${name} (${license})\n\n${MIT(author)}\n`),
];
const rule = `\n${"-".repeat(80)}\n\n`;
const head = "What playground.js and playground.css are made of, beside Quotedesk’s own.\n";
writeFileSync(join(folder, "LICENSES.txt"), [head, ...licences].join(rule));
for (const [path, { bytes }] of Object.entries(metafile.outputs)) console.log(path.split("/").at(-1), bytes, "bytes");
