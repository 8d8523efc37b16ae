/** Puts a text on the clipboard; also where a page may not use the clipboard's own interface, as over plain HTTP. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const holder = Object.assign(document.createElement("textarea"), { value: text, className: "lc-hidden" });
  holder.setAttribute("aria-hidden", "true");
  document.body.append(holder);
  holder.select();
  const done = document.execCommand("copy");
  holder.remove();
  return done;
}
