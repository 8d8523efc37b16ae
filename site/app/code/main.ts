/** On the page of a code: "Copy link" copies the address instead of leading to it. */

const SHOWN_MS = 2000;

for (const link of document.querySelectorAll<HTMLAnchorElement>("a.lc-permalink")) {
  const label = link.textContent;
  link.setAttribute("role", "button");
  link.setAttribute("aria-live", "polite");
  link.addEventListener("click", (event) => {
    if (!("clipboard" in navigator)) return; // then it is a link to the page, which can be copied by hand
    event.preventDefault();
    navigator.clipboard.writeText(link.href).then(
      () => say("Copied"),
      () => say(link.href),
    );
  });
  const say = (text: string) => {
    link.textContent = text;
    setTimeout(() => (link.textContent = label), SHOWN_MS);
  };
}
