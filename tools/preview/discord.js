// A message on standard input; the page that shows it as Discord would on standard output, with its height in pixels.
import { readFileSync } from "node:fs";
import { buildSync } from "esbuild";
import { parse } from "discord-markdown-parser";

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="#1d4d4f"/><text x="40" y="70" font-size="80" font-family="serif" fill="#fff" text-anchor="middle">“</text></svg>`;
const PEOPLE = { "80351110224678912": "Ines Okafor" };
const STYLES = { 1: "primary", 2: "secondary" };

// Containers, sections and separators are younger than the elements of Discord Components; these stand in for them.
const STYLE = `
  body { margin: 0; background: #313338 }
  .container { max-width: 600px; margin-top: 6px; padding: 16px; border: 1px solid #44464d; border-left-width: 4px; border-radius: 8px; background: #2b2d31 }
  .container > * + * { margin-top: 8px }
  .section { display: flex; justify-content: space-between; align-items: flex-start; gap: 16px }
  .separator { height: 1px; background: #44464d }
  .line { min-height: 1.375rem }
  .line:has(discord-header) { margin-top: -8px }
  .select { width: 400px; padding: 10px; border-radius: 4px; background: #1e1f22; color: #949ba4 }`;

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const element = (name, inside, attributes = "") => `<discord-${name}${attributes}>${inside}</discord-${name}>`;
const all = (nodes) => nodes.map(drawn).join("");

function drawn(node) {
  switch (node.type) {
    case "strong": return `<strong>${all(node.content)}</strong>`;
    case "em": return `<em>${all(node.content)}</em>`;
    case "heading": return element("header", all(node.content), ` level="${node.level}"`);
    case "subtext": return element("subscript", all(node.content));
    case "blockQuote": return element("quote", all(node.content));
    case "codeBlock": return element("code", escaped(node.content), " multiline");
    case "link": return element("link", all(node.content), ` href="${escaped(node.target)}"`);
    case "user": return element("mention", PEOPLE[node.id] ?? node.id);
    case "br": return "";
    case "text": return escaped(node.content);
    default: throw new Error(`Discord would make ${node.type} of it.`);
  }
}

// A line at a time, since the parser knows no lists; a box of code is the one thing that has several.
function text(content) {
  const lines = content.match(/```[^]*?```|[^\n]+/g) ?? [];
  return lines.map((line) => {
    const item = line.startsWith("- ");
    return `<div class="line">${item ? "• " : ""}${all(parse(item ? line.slice(2) : line, "extended"))}</div>`;
  }).join("");
}

function shown(one) {
  switch (one.type) {
    case 1: return element("action-row", one.components.map(shown).join(""));
    case 2: return element("button", escaped(one.label), ` type="${STYLES[one.style]}"`);
    case 3: return `<div class="select">${escaped(one.placeholder)}</div>`;
    case 9: return `<div class="section"><div>${one.components.map(shown).join("")}</div>${element("action-row", shown(one.accessory))}</div>`;
    case 10: return `<div>${text(one.content)}</div>`;
    case 13: return element("file-attachment", "", ` name="${one.file.url.slice("attachment://".length)}"`);
    case 14: return `<div class="separator"></div>`;
    case 17: return `<div class="container" style="border-left-color: #${one.accent_color.toString(16).padStart(6, "0")}">${one.components.map(shown).join("")}</div>`;
    default: throw new Error(`There is no component ${one.type}.`);
  }
}

const { components, flags } = JSON.parse(readFileSync(0, "utf8"));
const elements = buildSync({
  stdin: { contents: `import "@skyra/discord-components-core";`, resolveDir: import.meta.dirname },
  bundle: true, write: false, format: "iife", minify: true, logLevel: "error",
}).outputFiles[0].text.replaceAll("</script", "<\\/script");
const avatar = `data:image/svg+xml,${encodeURIComponent(MARK)}`;
const own = flags & 64 ? " ephemeral" : "";

process.stdout.write(`<!doctype html><html><meta charset="utf-8"><style>${STYLE}</style><script>${elements}</script>
<body><discord-messages><discord-message author="Quotedesk" bot avatar="${avatar}" timestamp="Today at 09:00"${own}>
${components.map(shown).join("")}</discord-message></discord-messages>
<script>const tell = () => { document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().height) + 12 };
tell(); setTimeout(tell, 500)</script>`);
