/**
 * What the explorer does before its first row is read. The theme takes `q` for a query of its own search as soon as its
 * script runs, so the parameter is renamed before; and who asked for other rows than the first does not see these meanwhile.
 */

history.replaceState(null, "", location.href.replace(/([?&])q=/, "$1text="));
if (location.search) document.documentElement.classList.add("lc-x-asked");

export {};
