// What an HTTP status means without a body.

import type { Provider } from "linkcodes/index";
import { classify } from "linkcodes/runtime";
import { RULES } from "site-data/rules";
import { linksTo, verdict } from "./card.ts";
import { el, pageLink } from "../shared/dom.ts";
import { providersIn, withStatus } from "./hints.ts";
import { payloadsWith } from "./texts.ts";

const MOST = 6;

/** Makes the article: what the status alone tells, and by provider the codes and payloads that come with it. */
export function statusArticle(status: number, text: string): HTMLElement {
  const named = providersIn(text);
  const providers = named.length ? named : RULES;
  const items = providers.flatMap(({ id, name }) => {
    const parts = [...payloads(id, status), ...codes(id, status)];
    return parts.length ? [el("li", {}, el("strong", {}, name), ": ", ...parts)] : [];
  });
  const none = `${providers.map(({ name }) => name).join(", ")}: no code is listed with it.`;
  return el(
    "article",
    { class: "lc-found" },
    el("h2", { class: "lc-code" }, `HTTP ${status}`),
    el("p", {}, "A status alone says little. The code in the body of the response decides; paste it if there is one."),
    judged(providers[0]?.id, status),
    items.length > 0 ? el("ul", {}, ...items) : el("p", {}, none),
  );
}

/** What the package makes of the status, which is the same for all providers; nothing where that is nothing. */
function judged(provider: Provider | undefined, status: number): HTMLElement | null {
  const found = classify(provider, null, { http_status: status });
  return found.matched_by === "http_status" ? verdict(found) : null;
}

function payloads(provider: string, status: number): readonly (Node | string)[] {
  return payloadsWith(provider, status).flatMap(([page, title, summary]) => [
    pageLink(page, title),
    ` (${unended(summary)}). `,
  ]);
}

function unended(summary: string): string {
  return summary.replaceAll("`", "").replace(/\.$/, "");
}

function codes(provider: string, status: number): readonly (Node | string)[] {
  const entries = withStatus(status).filter((entry) => entry.provider.id === provider);
  if (!entries.length) return [];
  const all = pageLink("explorer", `all ${entries.length}`);
  all.search = `?provider=${provider}&http=${status}`;
  const more = entries.length > MOST ? [", and others: ", all] : [];
  return ["Codes: ", ...linksTo(entries.slice(0, MOST)), ...more, "."];
}
