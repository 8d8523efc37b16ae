{#- What the light frame leaves out of every page, taken from one rendering of the theme's: the choice of colors, the
    search, and the settings of its script. -#}
{% set whole %}{% include "page.html" %}{% endset %}
{% set form = whole.split('<form class="md-header__option"')[1].split("</header>")[0].rsplit("</nav>", 1)[0] %}
{% set header = '<form class="md-header__option"' ~ form.split("<script>")[0] ~ form.split("</script>")[1] %}
{% set settings = whole.split('<script id="__config" type="application/json">')[1].split("</script>")[0] -%}
(() => {
  const { src } = document.currentScript;
  const root = new URL("..", src);
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

  document.currentScript.insertAdjacentHTML("afterend", {{ header.split() | join(" ") | tojson }});

  // Shown in the place of the site's name as soon as the heading is out of sight.
  const topic = document.createElement("div");
  topic.className = "md-header__topic";
  topic.dataset.mdComponent = "header-topic";
  topic.innerHTML = '<span class="md-ellipsis"></span>';
  topic.firstChild.textContent = document.title.replace({{ (" - " ~ config.site_name) | tojson }}, "");
  document.querySelector(".md-header__ellipsis").append(topic);

  const SYSTEM = "(prefers-color-scheme)";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const chosen = __md_get("__palette")?.color?.media ?? SYSTEM;
  const media = chosen === SYSTEM ? `(prefers-color-scheme: ${dark ? "dark" : "light"})` : chosen;
  const option = document.querySelector(`input[data-md-color-media="${media}"]`);
  for (const { name, value } of option?.attributes ?? []) {
    if (name.startsWith("data-md-color-")) document.body.setAttribute(name, value);
  }

  const settings = {{ settings }};
  for (const name of ["base", "search"]) settings[name] = new URL(settings[name], src).href;
  const config = document.createElement("script");
  config.id = "__config";
  config.type = "application/json";
  config.textContent = JSON.stringify(settings);
  document.body.append(config);
})();
