import { isArray, keysOf, own } from "./safely.js";
import type { StateEntry } from "./state.js";

const DEPTH = 64;
/** How much is written of what is larger still; a value costs this many characters beside its own. */
const MAX_LENGTH = 8_000_000;
const COST = 32;
const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?(?:Z|([+-])(\d\d):?(\d\d))$/i;
/** What was computed once; an entry never changes. */
const CONTENTS = /* @__PURE__ */ new WeakMap<StateEntry, string>();

/** Returns what an entry was made from as JSON with sorted keys, by which entries are compared. */
export function contentOf(entry: StateEntry): string {
  const content = CONTENTS.get(entry) ?? jsonOf(entry.outcome.decoded.data ?? null);
  CONTENTS.set(entry, content);
  return content;
}

/** Returns a value as JSON with sorted keys; it is no JSON where the value cannot be, or is too much. */
export function jsonOf(value: unknown): string {
  return canonical(value, { left: MAX_LENGTH, above: [] });
}

/** How much may still be written, and the objects inside which it is. */
interface Room {
  left: number;
  readonly above: object[];
}

/** Writes what JSON can represent, and a mark for all else. */
function canonical(value: unknown, room: Room): string {
  room.left -= COST + (typeof value === "string" ? value.length : 0);
  if (room.left < 0) return "<much>";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" && Number.isFinite(value) && !Number.isSafeInteger(value)) return value.toExponential();
  if (typeof value === "number" || typeof value === "boolean" || value === null) return `${value}`;
  if (typeof value !== "object") return `<${typeof value}>`;
  if (room.above.length === DEPTH || room.above.includes(value)) return "<deep>";
  room.above.push(value);
  const written = isArray(value) ? itemsOf(value, room) : fieldsOf(value, room);
  room.above.pop();
  return written;
}

function itemsOf(value: object, room: Room): string {
  const items: string[] = [];
  for (let index = 0; index < Number(own(value, "length")) && room.left > 0; index++)
    items.push(canonical(own(value, index), room));
  return `[${items.join()}]`;
}

function fieldsOf(value: object, room: Room): string {
  const keys = [...keysOf(value)].sort();
  return `{${keys.map((key) => `${quoted(key)}:${canonical(own(value, key), room)}`).join()}}`;
}

function quoted(text: string): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[\u0080-\uffff]/g, escape);
}

/** Returns the seconds since 1970 of an ISO 8601 date-time with a zone; null for anything else. */
export function secondsIn(value: unknown): number | null {
  const parts = typeof value === "string" && value.length < 64 ? DATE_TIME.exec(value) : null;
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as
    [number, number, number, number, number, number];
  const [, , , , , , , fraction = "", sign, hours = "0", minutes = "0"] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDay = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDay || hour > 23 || minute > 59 || second > 59) return null;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
  const whole = date.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset;
  return whole + Number(`0.${fraction}`);
}
