import { heldBy, jsonIn, textIn } from "./reading.js";
import { isArray, own } from "./safely.js";

/** The fields in which an error has the answer: axios, got, requests, Faraday, Guzzle. */
const ANSWERS = ["response", "res", "http_response", "httpResponse"];
/** The fields in which something has the error. */
const ERRORS = ["error", "err", "cause", "exception", "originalError", "reason"];
/** The fields in which an answer has its body. */
const BODIES = [
  ...["data", "body", "response_body", "responseBody", "response_data", "responseData", "responseText", "content"],
  ...["text", "json", "payload"],
];
/** The fields in which an answer has its status. */
const STATUSES = [
  ...["status", "statusCode", "status_code", "http_status", "httpStatus", "http_code", "httpCode"],
  ...["response_status", "responseStatus", "response_code", "responseCode", "code"],
];
const FIELDS = [...ANSWERS, ...ERRORS, ...BODIES];
/** How many objects are looked into. */
const MAX_PLACES = 30;
const MAX_BODY = 1_000_000;

/** What may be the body of an answer, and the status of the answer. */
export interface AnswerBody {
  readonly value: object | string;
  readonly httpStatus: number | null;
}

/**
 * Yields what may be the body of an answer, in what clients of HTTP throw, return or log around it, the outer ones first;
 * only where something says that it is one: a status, or the name of the field that it is in.
 */
export function* bodiesIn(data: object): Generator<AnswerBody> {
  const waiting = [{ value: data, status: null as number | null, isAnswer: false }];
  for (let number = 0; number < MAX_PLACES && number < waiting.length; number++) {
    const place = waiting[number]!;
    const ownStatus = statusIn(place.value);
    const status = ownStatus ?? place.status;
    const isAnswer = place.isAnswer || ownStatus !== null;
    for (const name of FIELDS) {
      const value = opened(own(place.value, name));
      if (value === null) continue;
      const isText = typeof value === "string";
      if (isAnswer && (!isText || BODIES.includes(name))) yield { value, httpStatus: status };
      if (!isText) waiting.push({ value, status, isAnswer: isAnswer || ANSWERS.includes(name) });
    }
  }
}

/** Returns an object or a list, also one that is JSON in a text, else the text; null for all else. */
function opened(value: unknown): object | string | null {
  const held = typeof value === "string" ? value : typeof value === "object" && value ? heldBy(value) : null;
  if (held === null) return typeof value === "object" ? value : null;
  const text = textIn(held);
  return text && text.length <= MAX_BODY ? (jsonIn(text) ?? text) : null;
}

function statusIn(place: object): number | null {
  if (isArray(place)) return null;
  for (const name of STATUSES) {
    const value = own(place, name);
    if ((typeof value === "string" || typeof value === "number") && /^[1-5][0-9]{2}$/.test(String(value))) return Number(value);
  }
  return null;
}
