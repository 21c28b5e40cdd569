// A message as Discord shows it: Skyra's elements, and stand-ins for what is younger than they are (containers, sections, lists to choose from), and for files.
import "@skyra/discord-components-core/discord-action-row.js";
import "@skyra/discord-components-core/discord-button.js";
import "@skyra/discord-components-core/discord-code.js";
import "@skyra/discord-components-core/discord-header.js";
import { DiscordMessage } from "@skyra/discord-components-core/discord-message.js";
import "@skyra/discord-components-core/discord-messages.js";
import "@skyra/discord-components-core/discord-quote.js";
import "@skyra/discord-components-core/discord-subscript.js";
import { parse } from "discord-markdown-parser";
import { css } from "lit";
import { MARK } from "./mark.js";

// The grey of the time is too faint to be read by everybody.
DiscordMessage.elementStyles.push(css`.discord-message-timestamp { color: var(--quiet) !important }`);

const STYLES = { 1: "primary", 2: "secondary" };

function Markdown({ node }) {
  const inside = Array.isArray(node.content) ? node.content.map((one) => <Markdown node={one} />) : node.content;
  switch (node.type) {
    case "strong": return <strong>{inside}</strong>;
    case "em": return <em>{inside}</em>;
    case "strikethrough": return <s>{inside}</s>;
    case "heading": return <discord-header level={node.level}>{inside}</discord-header>;
    case "subtext": return <discord-subscript>{inside}</discord-subscript>;
    case "blockQuote": return <discord-quote>{inside}</discord-quote>;
    case "codeBlock": return <discord-code multiline>{node.content}</discord-code>;
    case "link": return <a href={node.target} target="_blank" rel="noreferrer">{inside}</a>;
    case "br": return null;
    default: return inside ?? null;
  }
}

// A line at a time, since the parser knows no lists; a box of code is the one thing that has several.
function Text({ content }) {
  const lines = content.match(/```[^]*?```|[^\n]+/g) ?? [];
  return lines.map((line) => {
    const item = line.startsWith("- ");
    const nodes = parse(item ? line.slice(2) : line, "extended");
    return <div class={item ? "line item" : "line"}>{nodes.map((node) => <Markdown node={node} />)}</div>;
  });
}

function Button({ button, press }) {
  return <discord-button type={STYLES[button.style]} onClick={() => press(button.custom_id, "")}>{button.label}</discord-button>;
}

// A list that opens and closes: a keyboard goes through it without choosing.
function Select({ select, press }) {
  return (
    <details class="select">
      <summary>{select.placeholder}</summary>
      <ul>
        {select.options.map((one) => (
          <li><button type="button" onClick={() => press(select.custom_id, one.value)}>{one.label}<small>{one.description}</small></button></li>
        ))}
      </ul>
    </details>
  );
}

function Component({ one, press }) {
  const inside = () => one.components.map((inner) => <Component one={inner} press={press} />);
  switch (one.type) {
    case 1: return one.components[0].type === 3 ? inside() : <discord-action-row>{inside()}</discord-action-row>;
    case 2: return <Button button={one} press={press} />;
    case 3: return <Select select={one} press={press} />;
    case 9:
      return (
        <div class="beside">
          <div>{inside()}</div>
          <discord-action-row><Button button={one.accessory} press={press} /></discord-action-row>
        </div>
      );
    case 10: return <div class="text"><Text content={one.content} /></div>;
    case 13: return <p class="file">{one.file.url.slice("attachment://".length)} <small>is sent along</small></p>;
    case 14: return <hr />;
    case 17: {
      const bar = { borderLeftColor: `#${one.accent_color.toString(16).padStart(6, "0")}` };
      return <div class="container" style={bar}>{inside()}</div>;
    }
    default: throw new Error(`There is no component ${one.type}.`);
  }
}

export function Discord({ message, at, theme, press }) {
  const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return (
    <div class="message">
      <discord-messages light-theme={theme === "light"}>
        <discord-message author="Quotedesk" bot avatar={MARK} timestamp={`Today at ${time}`}>
          {message.components.map((one) => <Component one={one} press={press} />)}
        </discord-message>
      </discord-messages>
    </div>
  );
}
