// The playground's page: what is typed or pressed is sent to the desk, and what comes back is drawn as both chats would.
import { render } from "preact";
import "slack-blocks-to-jsx/dist/style.css";
import "./style.css";
import { Answers } from "./answers.jsx";

const form = document.getElementById("ask");
const line = document.getElementById("line");
const told = document.getElementById("told");
const dark = matchMedia("(prefers-color-scheme: dark)");

let answers = [];
let latest = 0;

function draw() {
  render(<Answers answers={answers} theme={dark.matches ? "dark" : "light"} press={press} />, document.getElementById("answers"));
}

// Says what happened to a screen reader, and what went wrong to everybody.
function tell(words, wrong = false) {
  told.textContent = words;
  told.className = wrong ? "wrong" : "hidden";
}

async function sent(path, what) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(what) }).catch(() => {
    throw new Error("The desk does not answer. Does quotedesk playground still run?");
  });
  const came = await response.json();
  if (!response.ok) throw new Error(`${came.error} ${came.hint}`);
  return came;
}

// Of several questions the latest alone is told of: what came of an earlier one may come after it.
async function take(path, what, place) {
  const number = ++latest;
  tell("Asking …");
  try {
    const came = await sent(path, what);
    if (number === latest) place({ ...came, number, at: new Date() });
  } catch (error) {
    if (number === latest) tell(error.message, true);
  }
}

async function ask(typed) {
  await take("/ask", { line: typed }, (answer) => {
    answers = [answer];
    show(answer);
  });
}

async function press(chat, pressed, id, value) {
  await take("/press", { chat, id, value }, (answer) => {
    const at = answers.indexOf(pressed);
    if (answer.stands === "below") answers = [...answers, answer];
    else answers = answers.toSpliced(at, 1, ...(answer.stands === "instead" ? [answer] : []));
    if (answer.stands === "nowhere") leave();
    else show(answer);
  });
}

function show(answer) {
  draw();
  tell("Answered.");
  const head = document.getElementById(`answer-${answer.number}`);
  if (answers.length > 1 || document.activeElement !== line) head.focus();
}

function leave() {
  draw();
  tell("Dismissed.");
  line.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(line.value);
});
for (const example of document.querySelectorAll("button.example"))
  example.addEventListener("click", () => {
    line.value = example.textContent;
    ask(line.value);
  });
dark.addEventListener("change", draw);
document.getElementById("needs").remove();
