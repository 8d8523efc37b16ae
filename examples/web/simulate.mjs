/** The page of simulate.html: lists the scenarios, sends the chosen one, and shows what was made of it. */

import { listen } from "linkcodes/listener";
import { body, call, emit, play, request } from "linkcodes/simulate";

const ORIGIN = "https://widget.example";
const SECRET = "a-secret-for-development";
const PAUSE_MS = 700;

const filter = document.querySelector("#filter");
const list = document.querySelector("#scenarios");
const count = document.querySelector("#count");
const player = document.querySelector("#play");
const sent = document.querySelector("#sent");
const result = document.querySelector("#result");

let provider;
let shown = [];
let playing;

/** Loads all that is known of a provider: what it sends, how to read it, and what each code means. */
async function load(name) {
  const [{ scenarios }, events, info] = await Promise.all([
    import(`linkcodes/simulate/${name}`),
    import(`linkcodes/${name}/events`),
    import(`linkcodes/${name}/info`),
  ]);
  const lookups = Object.entries(info).filter(([key]) => key.endsWith("Info") && !key.endsWith("AbsentInfo"));
  const meanings = new Map(lookups.map(([, lookup]) => [lookup("").vocabulary, lookup]));
  return { scenarios, descriptors: Object.values(events), meanings };
}

/** Sends a scenario the way it would come; returns what to show: titles, each with a value or facts. */
async function send(scenario) {
  if (scenario.channel === "http_response")
    return [["Body of the response", body(scenario)], ...meaning([scenario])];
  if (scenario.channel === "webhook") {
    const { headers, body: text } = await request(scenario, { secret: SECRET });
    const parts = [["Headers of the request", headers], ["Body of the request", JSON.parse(text)]];
    return [...parts, ...meaning([scenario])];
  }
  const heard = [];
  const descriptors = provider.descriptors.filter(({ payload }) => payload === scenario.payload);
  const link = listen(descriptors, { origin: ORIGIN, onEvent: (event) => heard.push(event) });
  if (scenario.channel === "callback") call(scenario, link.callback);
  else emit(scenario, { origin: ORIGIN });
  link.stop();
  const [{ data, ...event }] = heard;
  return [["What was sent", data], ...meaning(event.codes), ["What the listener made of it", event]];
}

function meaning(codes) {
  return codes
    .filter(({ vocabulary }) => vocabulary)
    .map(({ vocabulary, code, value = code }) => {
      const { summary, category, actor, actions, retry } = provider.meanings.get(vocabulary)(value);
      const outcome = category && { category, "who acts": actor, "what to do": actions.join(", "), retry };
      return [`${value}`, { meaning: summary, ...outcome }, "facts"];
    });
}

async function choose(scenario) {
  const parts = await send(scenario);
  for (const button of list.querySelectorAll("button"))
    button.setAttribute("aria-current", String(button.value === scenario.id));
  list.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  sent.textContent = `Sent ${scenario.id}`;
  result.replaceChildren(
    ...parts.flatMap(([title, value, kind]) => [element("h3", title), kind ? facts(value) : json(value)]),
  );
}

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.append(text, ...children);
  return made;
}

function facts(record) {
  const made = document.createElement("dl");
  for (const [name, value] of Object.entries(record)) made.append(element("dt", name), element("dd", value));
  return made;
}

function json(value) {
  const made = element("pre", JSON.stringify(value, null, 2));
  made.tabIndex = 0;
  return made;
}

function item(scenario) {
  const { id, code, pointer, summary } = scenario;
  const name = String(code ?? id.split("#")[1]);
  const button = element("button", name, element("small", pointer ? `${pointer}: ${summary}` : summary));
  button.type = "button";
  button.value = id;
  button.addEventListener("click", () => choose(scenario));
  return element("li", button);
}

/** Lists what the form asks for. */
function refresh() {
  playing?.abort();
  const { payload, words } = Object.fromEntries(new FormData(filter));
  const asked = words.trim().toLowerCase();
  const fits = ({ id, code, summary }) => `${id} ${code} ${summary}`.toLowerCase().includes(asked);
  shown = provider.scenarios.filter((scenario) => scenario.payload === payload && fits(scenario));
  list.replaceChildren(...shown.map(item));
  count.textContent = shown.length === 1 ? "1 scenario" : `${shown.length} scenarios`;
}

async function changeProvider() {
  const name = filter.provider.value;
  const loaded = await load(name);
  if (name !== filter.provider.value) return; // Meanwhile another one was chosen.
  provider = loaded;
  const channels = new Map(provider.scenarios.map(({ payload, channel }) => [payload, channel]));
  const options = [...channels].map(([payload, channel]) => new Option(`${payload} (${channel})`, payload));
  filter.payload.replaceChildren(...options);
  const posted = [...channels].find(([, channel]) => channel === "post_message");
  if (posted) filter.payload.value = posted[0];
  refresh();
}

async function togglePlay() {
  if (playing) return playing.abort();
  playing = new AbortController();
  player.textContent = "Stop";
  await play(shown, { every: PAUSE_MS, signal: playing.signal, onStep: choose });
  playing = undefined;
  player.textContent = "Play all";
}

filter.addEventListener("submit", (event) => event.preventDefault());
filter.provider.addEventListener("change", changeProvider);
await changeProvider();
filter.payload.addEventListener("change", refresh);
filter.words.addEventListener("input", refresh);
player.addEventListener("click", togglePlay);
