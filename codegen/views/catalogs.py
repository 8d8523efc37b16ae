"""Where the catalogs of texts are: their paths below `catalogs/`, by format."""

from __future__ import annotations

import re

from codegen.resolve.texts import ResolvedTexts

ROOT = "catalogs"
USERS, SUPPORT = "linkcodes", "linkcodes_support"
CATALOGS = (USERS, SUPPORT)
_ON_PHONES = ("android", "arb")
"""Formats for applications of end users, which show no texts for support."""
_REGION = re.compile(r"(?P<language>[a-z]{2,3})(-(?P<region>[A-Z]{2}))?")


def path_for_all(form: str, catalog: str) -> str:
    """Return the path of what is one file for all languages: gettext's template, Xcode's catalog."""
    return {"gettext": f"{ROOT}/gettext/{catalog}.pot", "ios": f"{ROOT}/ios/{catalog}.xcstrings"}[form]


def paths(texts: ResolvedTexts, catalog: str) -> dict[str, str]:
    """Return the path of a catalog in one language, by format. The source is the template of gettext."""
    locale = texts.locale
    posix = locale.replace("-", "_")  # by a hyphen, gettext and Flutter find nothing, or the language's base
    found = {
        "i18next": f"i18next/{locale}/{catalog}.json",
        "formatjs": f"formatjs/{locale}/{catalog}.json",
        "rails": f"rails/{catalog}.{locale}.yml",
        "gettext": f"gettext/{posix}/{catalog}.po",
        "xliff": f"xliff/{catalog}.{locale}.xlf",
        "android": f"android/{_android_folder(texts)}/{catalog}.xml",
        "arb": f"arb/{catalog}_{posix}.arb",
    }
    without = (
        *(("gettext", "xliff") if texts.is_source else ()),
        *(_ON_PHONES if catalog == SUPPORT else ()),
    )
    return {form: f"{ROOT}/{path}" for form, path in found.items() if form not in without}


def _android_folder(texts: ResolvedTexts) -> str:
    """Return the folder of a language: `values-fr-rCA`; that of the source is the default, `values`."""
    if texts.is_source:
        return "values"
    found = _REGION.fullmatch(texts.locale)
    if not found:
        return f"values-b+{texts.locale.replace('-', '+')}"
    region = found["region"]
    return f"values-{found['language']}" + (f"-r{region}" if region else "")
