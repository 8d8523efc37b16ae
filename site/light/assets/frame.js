{#- What the light frame leaves out of every page: the drawer, the lists beside the page, and what is taken
    from one rendering of the theme's frame, its choice of colors and the settings of its script. The theme's script asks for
    the switch of its search, which is never used. -#}
{% set whole %}{% include "page.html" %}{% endset %}
{% set header = '<form class="md-header__option"' ~ whole.split('<form class="md-header__option"')[1].split("</form>")[0] ~ "</form>" %}
{% set settings = whole.split('<script id="__config" type="application/json">')[1].split("</script>")[0] %}
{% set switches %}
  <input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">
  <input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">
  <label class="md-overlay" for="__drawer"></label>
{% endset %}
{% set menu %}
  <label class="md-header__button md-icon lc-menu" for="__drawer" tabindex="0"><span class="lc-hidden">Menu</span></label>
{% endset %}
{% set search %}
  <button type="button" class="lc-search" data-lc-search aria-haspopup="dialog" aria-keyshortcuts="/ Control+K"><span>Search</span><kbd aria-hidden="true">/</kbd></button>
{% endset %}
{% set tagline %}<span class="lc-tagline">{{ config.extra.tagline }}</span>{% endset %}
{% set dialog %}<div class="md-dialog" data-md-component="dialog"><div class="md-dialog__inner md-typeset"></div></div>{% endset %}
{% macro compact(markup) %}{{ markup.split() | join(" ") | tojson }}{% endmacro -%}
(() => {
  const script = document.currentScript;
  const { src, dataset: { hide = "" } } = script;
  const root = new URL("..", src);
{%- if config.repo_url %}
  document.documentElement.dataset.repository = {{ config.repo_url | tojson }};
{%- endif %}
  // The theme's script calls these by name.
  window.__md_scope = root;
  window.__md_hash = (text) => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);
  window.__md_get = (key, storage = localStorage, scope = root) => JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
  window.__md_set = (key, value, storage = localStorage, scope = root) => {
    try {
      storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // A browser may keep nothing.
    }
  };

  // The page is read up to the script: what is put behind an element that is still open comes behind its contents.
  const put = (place, where, markup) => document.querySelector(place).insertAdjacentHTML(where, markup);
  const sidebar = (kind, type, name, more = "") => `<div class="md-sidebar md-sidebar--${kind}" data-md-component="sidebar" data-md-type="${type}"${hide.split(" ").includes(type) ? " hidden" : ""}>
    <div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner"><nav class="md-nav md-nav--${kind}${more}" aria-label="${name}"></nav></div></div></div>`;
  put("body", "afterbegin", {{ compact(switches) }});
  put(".lc-brand", "beforebegin", {{ compact(menu) }});
  put(".lc-brand", "afterend", {{ compact(tagline) }});
  put(".md-header__inner", "beforeend", {{ compact(header ~ search) }});
  put("body", "beforeend", {{ compact(dialog) }});
  script.insertAdjacentHTML("beforebegin", sidebar("primary", "navigation", "Navigation", ' md-nav--lifted" data-md-level="0') + sidebar("secondary", "toc", "Table of contents"));

  const SYSTEM = "(prefers-color-scheme)";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const chosen = __md_get("__palette")?.color?.media ?? SYSTEM;
  const media = chosen === SYSTEM ? `(prefers-color-scheme: ${dark ? "dark" : "light"})` : chosen;
  const option = document.querySelector(`input[data-md-color-media="${media}"]`);
  for (const { name, value } of option?.attributes ?? []) {
    if (name.startsWith("data-md-color-")) document.body.setAttribute(name, value);
  }

  const settings = {{ settings }};
  settings.base = new URL(settings.base, src).href;
  const config = document.createElement("script");
  config.id = "__config";
  config.type = "application/json";
  config.textContent = JSON.stringify(settings);
  document.body.append(config);
})();
