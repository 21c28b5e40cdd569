// Answers, each drawn by both chats side by side, with what the chats would be sent.
import { useState } from "preact/hooks";
import { Discord } from "./discord.jsx";
import { Slack } from "./slack.jsx";

export function Answers({ answers, theme, press }) {
  return answers.map((answer) => <Answer key={answer.number} answer={answer} theme={theme} press={press} />);
}

function Answer({ answer, theme, press }) {
  const { number, typed, messages, reply, at } = answer;
  const pressed = (chat) => (id, value) => press(chat, answer, id, value);
  return (
    <section class="answer" aria-labelledby={`answer-${number}`}>
      <h2 id={`answer-${number}`} tabIndex={-1}>{typed || "No answer"}</h2>
      <div class="chats">
        <Pane chat="Slack" theme={theme}>
          <Slack message={messages.slack} number={number} at={at} theme={theme} press={pressed("slack")} />
        </Pane>
        <Pane chat="Discord" theme={theme}>
          <Discord message={messages.discord} at={at} theme={theme} press={pressed("discord")} />
        </Pane>
      </div>
      <details>
        <summary>JSON of this answer</summary>
        <div class="payloads">
          <Payload name="To Slack" data={messages.slack} />
          <Payload name="To Discord" data={messages.discord} />
          <Payload name="The reply itself" data={reply} />
        </div>
      </details>
    </section>
  );
}

function Pane({ chat, theme, children }) {
  return (
    <section class={`pane ${chat.toLowerCase()} ${theme}`} aria-label={`On ${chat}`}>
      <p class="chat">{chat}</p>
      {children}
      <p class="own">Only you can see this message</p>
    </section>
  );
}

function Payload({ name, data }) {
  const [copied, setCopied] = useState("");
  const text = JSON.stringify(data, null, 2);
  const copy = () =>
    navigator.clipboard.writeText(text).then(() => setCopied("Copied"), () => setCopied("Select it and copy it by hand"));
  return (
    <section class="payload" aria-label={name}>
      <p><b>{name}</b> <button type="button" onClick={copy}>Copy<span class="hidden"> {name}</span></button> <span role="status">{copied}</span></p>
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}
