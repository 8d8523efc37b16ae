/** Loads scripts when they are needed. What they bring is a script, too: a page from disk may fetch nothing else. */

const loaded = new Map<string, Promise<boolean>>();

/** Loads a script beside another one, once; returns whether it came. */
export function loadScript(file: string, beside: string): Promise<boolean> {
  const address = new URL(file, beside).href;
  const known = loaded.get(address);
  if (known) return known;
  const made = new Promise<boolean>((done) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(true);
    script.onerror = () => {
      loaded.delete(address); // the next time it may come
      done(false);
    };
    document.head.append(script);
  });
  loaded.set(address, made);
  return made;
}

/** Returns the address of the script that runs now; of the page where there is none. */
export function ownAddress(): string {
  const own = globalThis.document?.currentScript;
  return own && "src" in own ? String(own.src) : (globalThis.document?.baseURI ?? "");
}
