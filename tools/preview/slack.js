// A message on standard input; the page that shows it as Slack would on standard output, with its height in pixels.
import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><rect width="36" height="36" rx="6" fill="#1d4d4f"/><text x="18" y="31" font-size="36" font-family="serif" fill="#fff" text-anchor="middle">“</text></svg>`;

const { blocks } = JSON.parse(readFileSync(0, "utf8"));
const style = readFileSync(new URL("node_modules/slack-blocks-to-jsx/dist/style.css", import.meta.url), "utf8");
const logo = `data:image/svg+xml,${encodeURIComponent(MARK)}`;
const data = { users: [{ id: "U012AB3CD", name: "Ines Okafor" }] };
const message = createElement(Message, { blocks, data, logo, name: "Quotedesk", time: new Date(0), theme: "light" });

process.stdout.write(`<!doctype html><html><meta charset="utf-8"><style>${style} body { margin: 12px }</style>
<body>${renderToStaticMarkup(message)}
<script>document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().height) + 24</script>`);
