// A message as Slack shows it, drawn by slack-blocks-to-jsx.
import { Message } from "slack-blocks-to-jsx";
import { MARK } from "./mark.js";

const hooks = {
  link: ({ href, children, className }) => <a href={href} class={className} target="_blank" rel="noreferrer">{children}</a>,
};

// An action_id is the only one in its message, but not on the page.
function numbered(blocks, number) {
  const named = (element) => (element.action_id ? { ...element, action_id: `${number}/${element.action_id}` } : element);
  return blocks.map((block) => (block.type === "actions" ? { ...block, elements: block.elements.map(named) } : block));
}

export function Slack({ message, number, at, theme, press }) {
  const buttons = message.blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
  const pressed = (event) => {
    const button = event.target.closest("button[id]");
    const known = button && buttons.find((one) => `${number}/${one.action_id}` === button.id);
    if (known) press(known.action_id, known.value ?? "");
  };
  return (
    <div class="message" onClick={pressed}>
      <Message blocks={numbered(message.blocks, number)} hooks={hooks} logo={MARK} name="Quotedesk" time={at} theme={theme} />
    </div>
  );
}
