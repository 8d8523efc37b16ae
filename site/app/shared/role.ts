/** Whose questions a page answers first. The choice is remembered, and applies to all pages. */

const ROLES = ["Support", "Developer", "Product"] as const;
export type Role = (typeof ROLES)[number];

/**
 * What a reader may want first: what the code says, what people read, why it happens, what programs do; and below, how
 * it arrives, and what says the same at other providers.
 */
export type Block = "facts" | "people" | "causes" | "code" | "wire" | "elsewhere";
const ORDERS: Readonly<Record<Role, readonly Block[]>> = {
  Support: ["people", "facts", "causes", "code", "wire", "elsewhere"],
  Developer: ["facts", "code", "causes", "people", "wire", "elsewhere"],
  Product: ["people", "facts", "causes", "code", "elsewhere", "wire"],
};
const KEY = "linkcodes.role";

/** Returns the role that was chosen, here or on another page. */
export function roleNow(): Role {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // A browser may keep nothing for a page; then each page begins with the usual role.
  }
  return ROLES.find((role) => role === kept) ?? "Support";
}

function keep(role: Role): void {
  try {
    localStorage.setItem(KEY, role);
  } catch {
    // See above.
  }
}

/** Makes the switch; `changed` is called with each choice. */
export function roleSwitch(changed: (role: Role) => void): HTMLElement {
  const made = document.createElement("fieldset");
  made.className = "lc-role";
  const legend = document.createElement("legend");
  legend.className = "lc-hidden";
  legend.textContent = "Show first what matters to";
  made.append(legend, ...ROLES.map((role) => choice(role, changed)));
  return made;
}

function choice(role: Role, changed: (role: Role) => void): HTMLElement {
  const label = document.createElement("label");
  const input = document.createElement("input");
  Object.assign(input, { type: "radio", name: "lc-role", value: role, checked: role === roleNow() });
  input.addEventListener("change", () => {
    keep(role);
    changed(role);
  });
  label.append(input, role);
  return label;
}

/** Puts the blocks of a root into the order of a role: elements with `data-lc-block`, beside each other. */
export function arrangeAll(root: ParentNode, role: Role): void {
  const blocks = [...root.querySelectorAll<HTMLElement>("[data-lc-block]")];
  for (const parent of new Set(blocks.map((block) => block.parentElement)))
    arrange(blocks.filter((block) => block.parentElement === parent).map((block) => [block.dataset["lcBlock"] as Block, [block]]), role);
}

/** Puts blocks into the order of a role, so that eyes, keys and screen readers meet them alike. */
export function arrange(blocks: readonly (readonly [Block, readonly Element[]])[], role: Role): void {
  const first = blocks[0]?.[1][0];
  if (!first) return;
  const place = document.createComment("");
  first.before(place);
  const order = ORDERS[role];
  const sorted = [...blocks].sort(([left], [right]) => order.indexOf(left) - order.indexOf(right));
  place.before(...sorted.flatMap(([, elements]) => elements));
  place.remove();
}
