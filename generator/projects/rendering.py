"""Stage `projects`: the units of a project on a paper in another language, and which of them it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from babel.numbers import format_currency, get_currency_symbol
from markupsafe import Markup
from markupsafe import escape as markup_escape

from generator import markup
from generator.model import Label, Prose, Unit
from generator.render import UnitRenderer
from generator.translate.interface import Interface

SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


@dataclass(frozen=True)
class PaperRenderer(UnitRenderer):
    """Renders units as elements of their own language and direction; `shown` remembers them, to say what to cut."""

    shown: list[Unit] = field(default_factory=list)

    def _noted(self, unit: Unit) -> Markup:
        self.shown.append(unit)
        return super()._noted(unit)

    def bare(self, unit: Unit) -> Markup:
        """A unit inside an element that carries its lang and dir already."""
        inner = escape(unit.text) if isinstance(unit, Label) else markup.inline(unit.text, self.pieces)
        return Markup(inner) + self._noted(unit)  # noqa: S704 - escaped above

    def bare_block(self, unit: Unit) -> Markup:
        """A unit as paragraphs inside an element that carries its lang and dir already."""
        return Markup(markup.block(unit.text, self.pieces)) + self._noted(unit)  # noqa: S704 - escaped by our own markup

    def within(self, unit: Unit, outer: Unit) -> Markup:
        """A unit in a line that is in the language of another, marked wherever its own is different."""
        if unit.language == outer.language:
            return self.bare(unit)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(unit.language, self.direction(unit.language), self.bare(unit))  # fmt: skip

    def ours(self, words: str, outer: Unit) -> Markup:
        """Words of the interface in a line that is in the language of a unit."""
        page = self.library.language
        if outer.language == page:
            return Markup("{}").format(words)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(page, self.direction(page), words)

    def element(self, unit: Unit, tag: str = "p", css: str = "") -> Markup:
        """One unit in an element that carries its lang and dir, so that a whole paragraph runs in its own direction."""
        css = f' class="{css}"' if css else ""
        return Markup(f"<{tag}{css}{self.attributes(unit)}>{self.bare(unit)}</{tag}>")  # noqa: S704 - escaped above

    def together(self, units: Iterable[Unit], between: str, tag: str = "p", css: str = "") -> Markup:
        """Units one after the other, in an element of their own language where they share one; empty for none."""
        every = list(units)
        if not every:
            return Markup()
        shared = len({unit.language for unit in every}) == 1
        css = f' class="{css}"' if css else ""
        inner = markup_escape(between).join(self.bare(unit) if shared else self.inline(unit) for unit in every)
        return Markup(f"<{tag}{css}{self.attributes(every[0]) if shared else ''}>{inner}</{tag}>")  # noqa: S704 - escaped above

    def passage(self, unit: Unit) -> Markup:
        """A unit as paragraphs, whether it is one line or many."""
        return self.block(unit) if isinstance(unit, Prose) else self.element(unit)


def money(amount: Decimal, currency: str, interface: Interface) -> str:
    """A sum as the language writes it, with the sign that the money has at home, in Western digits: £1,234.50."""
    written = str(format_currency(amount, currency, locale=interface.locale, numbering_system="latn"))
    return written.replace(get_currency_symbol(currency, interface.locale), SIGNS[currency])
