/** Knows which messages have reached the page, whoever sent them, and what the page's policy refused. */

const arrived = new Set();
const waiting = new Map();

window.messages = 0;
window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
addEventListener("message", ({ data }) => {
  window.messages += 1;
  if (typeof data !== "string") return;
  arrived.add(data);
  waiting.get(data)?.();
});
window.arrival = (token) =>
  new Promise((done) => (arrived.has(token) ? done() : waiting.set(token, done)));
