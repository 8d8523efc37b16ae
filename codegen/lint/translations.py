"""Rules about texts in other languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._wording import Test, tests_of, words
from codegen.model.files import TranslationsFile
from codegen.model.strings import END_USER, NEVER_ASK, SUPPORT, room, source_strings, translated_strings
from codegen.model.texts import EndUserText, Translated
from codegen.text.guess import choices
from codegen.text.json_text import digest

PLACEHOLDER = re.compile(r"\{\w*\}|%(?:\d+\$)?[sd@]")
"""What applications fill in."""


class TranslatedText(NamedTuple):
    """One translation, and what it translates."""

    key: str
    """Where it belongs: `payment_with_bank.title`."""
    source: str
    found: Translated
    path: tuple[str | int, ...]
    """The steps from the language's file to it."""

    @property
    def text(self) -> str:
        """The translation itself."""
        return self.found.text

    @property
    def at(self) -> tuple[str | int, ...]:
        """The steps to its text, where a finding about words is."""
        return (*self.path, "text")

    @property
    def place(self) -> str:
        """Its place in its set: `title`, `body`, `button`, `ask`, `do`, or the id of a shared line."""
        return self.key.split(".")[1]


def pairs(node: Node) -> Iterator[TranslatedText]:
    """Yield each translation of a language that has something to translate."""
    sources = dict(source_strings(node.spec.texts[0][0]))
    for key, found, path in translated_strings(node.value):
        if key in sources:
            yield TranslatedText(key, sources[key], found, path)


def bare(text: str) -> str:
    """Return a text without the signs above and below letters that a script may leave out."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Mn")


def translation_complete(node: Node) -> Iterator[Problem]:
    """Yield a problem for what is missing, what translates nothing, and what is there twice."""
    sources = dict(source_strings(node.spec.texts[0][0]))
    found = [(key, path) for key, _, path in translated_strings(node.value)]
    sets = {key.partition(".")[0] for key in sources}
    for key, path in found:
        if key not in sources:
            yield Problem(path, f"{key!r} translates nothing", _advice(key.partition(".")[0], sets))
    for key in sources.keys() - {key for key, _ in found}:
        advice = f'translate "{sources[key]}", with "of": "{digest(sources[key])}"'
        yield Problem(_home(key), f"{key!r} is not translated", advice)
    yield from _repeated(node.value)


def _advice(id: str, sets: set[str]) -> str:
    removed = "remove it"
    return removed if id in sets else choices(id, sets, removed)


def _home(key: str) -> tuple[str, ...]:
    if key.startswith(f"{NEVER_ASK}."):
        return (NEVER_ASK,)
    return (END_USER,) if key.split(".")[1] in EndUserText.model_fields else (SUPPORT,)


def _repeated(file: TranslationsFile) -> Iterator[Problem]:
    for name in (END_USER, SUPPORT, NEVER_ASK):
        ids = [item.id for item in getattr(file, name)]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem((name, index, "id"), f"{id!r} is translated already", "keep one of the two")


TRANSLATION_COMPLETE = Rule(
    "translation-complete",
    "Every text for users and support is translated into every language, once.",
    "translations",
    translation_complete,
    why=(
        "An application that shows a language shows all of it. A text that is missing would leave an "
        "empty box or a sentence in another language, usually in the situation that is rarest and worst. "
        "A translation without a source is never shown, so it becomes untrue unnoticed."
    ),
    advice="Translate what the finding names, and keep its digest beside it; remove what translates nothing.",
)


_OPENS, _CLOSES = "\u2066\u2068\u200e", "\u2069\u200e"

_LATIN = re.compile(r"\{\w*\}|[A-Za-z](?:[\w .&'-]*\w)?", re.ASCII)

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_FORCED = re.compile("[\u202a-\u202e]")

_ADVICE = "put U+2068 before it and U+2069 after it"


def translation_direction(node: Node) -> Iterator[Problem]:
    """Yield a problem for names that break the order of a line, and for marks that have no work to do."""
    for pair in pairs(node):
        if _FORCED.search(pair.text):
            yield Problem(
                pair.at, "a mark forces a direction on what follows", "use U+2068 and U+2069 instead"
            )
        elif node.value.dir == "rtl":
            for name in _unmarked(pair.text):
                yield Problem(pair.at, f"nothing marks the direction of {name!r}", _ADVICE)
        elif _MARKS.search(pair.text):
            yield Problem(pair.at, "a direction mark is in a text from left to right", "remove it")


def _unmarked(text: str) -> Iterator[str]:
    """Yield each Latin name and placeholder that is not between marks."""
    for found in _LATIN.finditer(text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        if not (before and before in _OPENS and after and after in _CLOSES):
            yield found.group()


TRANSLATION_DIRECTION = Rule(
    "translation-direction",
    "In a text from right to left, Latin names and placeholders are between direction marks.",
    "translations",
    translation_direction,
    suppressible=True,
    why=(
        "A browser guesses the direction of neutral signs from their neighbors. After a Latin name, a "
        "period, a parenthesis or a number jumps to the wrong end of the line, and the sentence says "
        "something else. What is filled in may be Latin, too. Marks that force a direction can hide text, "
        "so they are refused everywhere."
    ),
    advice=(
        "Write U+2068 (first strong isolate) before the name or placeholder and U+2069 (pop directional "
        "isolate) after it."
    ),
)


def translation_length(node: Node) -> Iterator[Problem]:
    """Yield a problem for what is too long for its place, or far longer than its source."""
    for pair in pairs(node):
        longest = room(pair.place, pair.source)
        if len(pair.text) > longest:
            message = f"it has {len(pair.text)} characters, and there is room for {longest}"
            yield Problem(pair.at, message, "say it in fewer words; what is not needed to act can go")


TRANSLATION_LENGTH = Rule(
    "translation-length",
    "A translation is at most as long as its place allows, and about twice its source.",
    "translations",
    translation_length,
    suppressible=True,
    why=(
        "Screens are laid out with the source in mind. A label that is too long is cut off in the middle "
        "of a word, on the one button that leads out of the situation."
    ),
    advice="Say it shorter. A button needs a verb, and seldom more.",
)


def translation_placeholders(node: Node) -> Iterator[Problem]:
    """Yield a problem for each translation in which applications fill in more or less."""
    for pair in pairs(node):
        here, there = (set(PLACEHOLDER.findall(text)) for text in (pair.text, pair.source))
        for name in sorted(there - here):
            advice = f"write {name} where it belongs in the sentence"
            yield Problem(pair.at, f"the placeholder {name} is missing", advice)
        for name in sorted(here - there):
            yield Problem(pair.at, f"the source has no placeholder {name}", "remove it")


TRANSLATION_PLACEHOLDERS = Rule(
    "translation-placeholders",
    "A translation has the same placeholders as its source.",
    "translations",
    translation_placeholders,
    why=(
        "Applications fill in what the source asks for. A placeholder that is missing drops a name or an "
        "amount from the sentence; one too many is shown to the user as it is."
    ),
    advice="Copy the placeholders to the letter; only their order may differ.",
)


def translation_punctuation(node: Node) -> Iterator[Problem]:
    """Yield a problem for each habit of the language that a text breaks."""
    for pair in pairs(node):
        for convention in node.value.wording.punctuation:
            if found := re.search(convention.pattern, pair.text):
                yield Problem(pair.at, f"{found.group()!r} is not how this is written", convention.advice)


TRANSLATION_PUNCTUATION = Rule(
    "translation-punctuation",
    "A translation follows the punctuation of its language.",
    "translations",
    translation_punctuation,
    suppressible=True,
    why=(
        "A question without `¿`, a straight quotation mark or a colon that a line break tears off shows "
        "at once that no native writer was here, and people who are asked for their bank look for such "
        "signs of fraud. The habits of each language are in its file, under `punctuation`."
    ),
    advice=(
        "Write the sign that the finding names. If the pattern is wrong, correct it in the file of the "
        "language."
    ),
)


def translation_register(node: Node) -> Iterator[Problem]:
    """Yield a problem for each word of a register that the language does not use here."""
    patterns = [(word, _whole(bare(word))) for word in node.value.wording.wrong_register]
    if not patterns:
        return
    any_of_them = re.compile("|".join(pattern.pattern for _, pattern in patterns), re.IGNORECASE)
    for pair in pairs(node):
        text = bare(pair.text)
        for word, pattern in patterns if any_of_them.search(text) else ():
            if pattern.search(text):
                yield Problem(
                    pair.at, f"{word!r} is another register", "address people as all other texts do"
                )


def _whole(word: str) -> re.Pattern[str]:
    """Return a pattern for a word; one that ends in an apostrophe is written together with the next."""
    end = r"(?!\w)" if re.search(r"\w\Z", word) else ""
    return re.compile(rf"(?<!\w){re.escape(word)}{end}", re.IGNORECASE)


TRANSLATION_REGISTER = Rule(
    "translation-register",
    "A translation addresses people in the register of its language.",
    "translations",
    translation_register,
    suppressible=True,
    why=(
        "A bank says `vous` and `usted`. A text that slips into `tu` sounds like a toy or like a fraud, "
        "and a form that fits only men or only women leaves half of the readers out. The words that give "
        "it away are in the file of the language, under `wrong_register`."
    ),
    advice=(
        "Reword the sentence in the register of the others. If the word is harmless here, remove it from "
        "the list."
    ),
)


def translation_stale(node: Node) -> Iterator[Problem]:
    """Yield a problem for each translation whose source is no longer what it was."""
    for pair in pairs(node):
        if pair.found.of != (now := digest(pair.source)):
            advice = f'make it say "{pair.source}" and write "of": "{now}"; it has to be reviewed again'
            yield Problem((*pair.path, "of"), f"the translation of {pair.key!r} is stale", advice)


TRANSLATION_STALE = Rule(
    "translation-stale",
    "No text has changed since it was translated.",
    "translations",
    translation_stale,
    suppressible=True,
    why=(
        "Whoever rewords a text rarely reads all its translations. The digest beside each of them "
        "notices: a translation whose source says something else now may be untrue, and where money is at "
        "stake that costs. Until it is looked at, it counts as a draft, even if it was reviewed."
    ),
    advice=(
        "Read the source and the translation side by side, correct the translation, then write the digest "
        "that the finding gives. Remove `reviewed`: the words that were reviewed are not these."
    ),
)


_RUN = 2
"""So many shared words in a row were surely left: one alone may be the same in both languages."""


def translation_untranslated(node: Node) -> Iterator[Problem]:
    """Yield a problem for what is the source, or has words in a row from it."""
    for pair in pairs(node):
        if pair.text.casefold() == pair.source.casefold():
            yield Problem(pair.at, f"{pair.text!r} is the text to translate", "translate it")
        elif left := _shared(pair.source, pair.text):
            yield Problem(pair.at, f"{left!r} was left as it is", "translate it, too")


def _shared(source: str, text: str) -> str | None:
    """Return words in a row that both texts have."""
    theirs, ours = (_words(item) for item in (source, text))
    runs = {tuple(theirs[at : at + _RUN]) for at in range(len(theirs) - _RUN + 1)}
    found = (tuple(ours[at : at + _RUN]) for at in range(len(ours) - _RUN + 1))
    return next((" ".join(run) for run in found if run in runs), None)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", PLACEHOLDER.sub(" ", text).casefold())


TRANSLATION_UNTRANSLATED = Rule(
    "translation-untranslated",
    "A translation contains no words that were left in the first language.",
    "translations",
    translation_untranslated,
    suppressible=True,
    why=(
        "A sentence that changes its language halfway looks broken or forged. It happens when a text is "
        "copied to be translated later, or when a source grows by a sentence."
    ),
    advice="Translate what is left. If both languages really say it alike, accept the finding with a reason.",
)


def translation_wording(node: Node) -> Iterator[Problem]:
    """Yield a problem for what an end user should not read, and for secrets that are no longer named."""
    wording = node.value.wording
    tests = tests_of(wording, node.spec)
    theirs = words(node.spec.texts[0][0].wording.must_never_ask)
    ours = words(wording.must_never_ask)
    for pair in pairs(node):
        if pair.place in EndUserText.model_fields:
            yield from _shown(pair, tests)
        elif pair.key.startswith(NEVER_ASK) and theirs.search(pair.source) and not ours.search(pair.text):
            advice = f"name it: {', '.join(wording.must_never_ask)}"
            yield Problem(pair.at, "the secret that must not be asked for is not named", advice)


def _shown(pair: TranslatedText, tests: list[Test]) -> Iterator[Problem]:
    for what, find in tests:
        if found := find(pair.text):
            advice = "use words that are known to people who have never heard of this software"
            yield Problem(pair.at, f"{found!r} is {what}", advice)


TRANSLATION_WORDING = Rule(
    "translation-wording",
    "Translations for end users have no wire value, provider's name, jargon, blame or exclamation mark.",
    "translations",
    translation_wording,
    suppressible=True,
    why=(
        "What is kept out of the source comes back with a translation: a dictionary offers `invalide` for "
        "what is not accepted, and the sentence blames the reader. The words to avoid, and the secrets "
        "that support must name, belong to each language and are in its file."
    ),
    advice=(
        "Say what has happened and what to do in words that anyone knows. If a word of the list is "
        "harmless, remove it from `wording`; if one was missing, add it there."
    ),
)


RULES = (
    TRANSLATION_COMPLETE,
    TRANSLATION_DIRECTION,
    TRANSLATION_LENGTH,
    TRANSLATION_PLACEHOLDERS,
    TRANSLATION_PUNCTUATION,
    TRANSLATION_REGISTER,
    TRANSLATION_STALE,
    TRANSLATION_UNTRANSLATED,
    TRANSLATION_WORDING,
)
