"""Stage `translate`: the words of the interface, in templates and code, with plurals, dates and numbers by Babel.

Mark a string with `_("…")`, `interface("…")` or `ngettext("…", "…", n)`; `joinedup translate update` finds it.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

import polib
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.extract import extract_from_dir
from babel.numbers import format_currency, format_decimal

PACKAGE = Path(__file__).parent.parent
METHODS = [("**.py", "python"), ("**/templates/**", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "interface": None,
    "ngettext": (1, 2),
    "plural": (1, 2),
    "pgettext": ((1, "c"), 2),
}


MACHINE_DRAFT = "machine draft"
"""What `Last-Translator` says of a catalogue that a program made, as the translation guide asks."""


@dataclass(frozen=True, eq=False)
class Interface:
    """The words of the interface in one language; English words where the catalogue has none.

    Those of an edition with words of its own stand before the `usual` ones of the language.
    """

    language: str
    catalogue: polib.POFile
    usual: Interface | None = None

    @cached_property
    def translations(self) -> gettext.NullTranslations:
        """What Jinja's i18n extension and code take the words from."""
        plain = polib.POFile()
        plain.metadata = {**self.catalogue.metadata, "Content-Type": "text/plain; charset=UTF-8"}
        plain.extend(entry for entry in self.catalogue if not entry.fuzzy and not entry.obsolete)
        found = gettext.GNUTranslations(io.BytesIO(plain.to_binary())) if len(plain) else gettext.NullTranslations()
        if self.usual:
            found.add_fallback(self.usual.translations)
        return found

    @property
    def is_draft(self) -> bool:
        """Whether a program wrote the words, and nobody has worked through them: the head of the catalogue says so."""
        own = MACHINE_DRAFT in self.catalogue.metadata.get("Last-Translator", "").casefold()
        return own or bool(self.usual and self.usual.is_draft)

    def __call__(self, text: str) -> str:
        """The words for some English words."""
        return self.translations.gettext(text)

    def plural(self, singular: str, plural: str, number: int) -> str:
        """The form for a number, with {n} in it replaced by the number."""
        return self.translations.ngettext(singular, plural, number).replace("{n}", self.number(number))

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale; of the language alone where the region is unknown, and English for a language it does not have."""
        for name in (self.language, self.language.split("-")[0], "en_GB"):
            try:
                return Locale.parse("en_GB" if name == "en" else name, sep="-" if "-" in name else "_")
            except (UnknownLocaleError, ValueError):
                continue
        return Locale("en", "GB")

    def day(self, when: date) -> str:
        """A date in words, as in 22 November 2026."""
        return str(format_date(when, format="long", locale=self.locale))

    def listed(self, items: Iterable[str]) -> str:
        """Items in one line, as the language counts them up: a, b and c."""
        return str(format_list(list(items), locale=self.locale))

    @cached_property
    def comma(self) -> str:
        """What stands between the things of a list, as CLDR has it: “, ” in English, “، ” in Urdu."""
        pattern: str = self.locale.list_patterns["standard"]["middle"]
        return pattern.replace("{0}", "").replace("{1}", "")

    @cached_property
    def semicolon(self) -> str:
        """What stands between things that have commas in them; it follows the comma, since CLDR has none."""
        return self.comma.replace(",", ";").replace("،", "؛")

    def when(self, text: str) -> str:
        """A year, a month or a day, as in 2026-11-22, in words: 2026, November 2026, 22 November 2026."""
        year, *rest = (int(part) for part in text.split("-"))
        if not rest:
            return text
        if len(rest) == 1:
            return str(format_skeleton("yMMMM", date(year, rest[0], 1), locale=self.locale))
        return self.day(date(year, *rest))

    def language_name(self, code: str) -> str:
        """The name of a language in this one; its code where nobody has written it down."""
        _ = self
        signed = {"bfi": _("British Sign Language"), "isg": _("Irish Sign Language")}
        if code in signed:
            return signed[code]
        try:
            return str(Locale.parse(code, sep="-").get_display_name(self.locale) or code)
        except (UnknownLocaleError, ValueError):
            return code

    def money(self, value: Decimal, currency: str) -> str:
        """A sum of money with two decimals and the sign of its currency, always in Western digits."""
        return str(format_currency(value, currency, locale=self.locale, numbering_system="latn"))

    def number(self, value: int) -> str:
        """A number with the language's separators, always in Western digits."""
        return str(format_decimal(value, locale=self.locale, numbering_system="latn"))


@cache
def messages() -> tuple[tuple[str, str | tuple[str, ...], str | None], ...]:
    """Every string of the interface: where it stands, the string or its singular and plural, its context."""
    found = extract_from_dir(
        str(PACKAGE), METHODS, keywords=KEYWORDS, options_map={"**/templates/**": {"newstyle_gettext": "true"}}
    )
    return tuple(
        (f"generator/{Path(file).as_posix()}:{line}", message, context) for file, line, message, _, context in found
    )
