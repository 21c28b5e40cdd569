// What slack-blocks-to-jsx draws with. It looks for links and mentions in plain text, too; Slack shows plain text as it stands.
import { jsx as made } from "preact/jsx-runtime";

export { Fragment, jsxs } from "preact/jsx-runtime";

export function jsx(type, props, key) {
  const { data, className = "" } = props;
  if (data?.type !== "plain_text") return made(type, props, key);
  return made("div", { className: `${className} dark:text-dark-text-primary`, children: data.text }, key);
}
