"""Before any stage: makes each web font of `fonts.yml` from its print font (`make fonts`)."""

from __future__ import annotations

import hashlib
import io
import re
import sys
from pathlib import Path
from typing import Any

import yaml
from fontTools import subset

FOLDER = Path(__file__).parent
LIST = FOLDER / "fonts.yml"


def listed(path: Path = LIST) -> list[dict[str, Any]]:
    """Return the entries of the list of fonts, as plain dictionaries."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["fonts"]
    return entries


def web_font(print_font: Path) -> bytes:
    """Return the WOFF2 of a TTF: every character and OpenType feature, no hints, no new date.

    The same bytes in give the same bytes out for one version of fontTools and Brotli, which the
    lock pins. Hints are a fifth of a Nastaliq font and few readers' machines use them.
    """
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=["*"],
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    everything = subset.Subsetter(options)
    made = io.BytesIO()
    with subset.load_font(str(print_font), options) as font:
        everything.populate(unicodes=font.getBestCmap().keys())
        everything.subset(font)
        subset.save_font(font, made, options)
    return made.getvalue()


def sha256(path: Path) -> str:
    """Return the hash of a file as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def with_hash(text: str, key: str, name: str, digest: str) -> str:
    """Return the list's text with the hash line that follows `key: name` set to `digest`."""
    line = re.compile(rf"(^ +{key}: {re.escape(name)}\n +\w*sha256: ).*$", re.MULTILINE)
    changed, count = line.subn(rf"\g<1>{digest}", text)
    if count != 1:
        hash_key = key.replace("file", "sha256")
        raise SystemExit(f"fonts.yml: write `{hash_key}: new` on the line below `{key}: {name}`")
    return changed


def main() -> None:
    """Write every web font beside its print font, and the hashes of both into the list."""
    text = LIST.read_text(encoding="utf-8")
    for entry in listed():
        source, target = FOLDER / entry["file"], FOLDER / entry["web_file"]
        if not source.is_file():
            raise SystemExit(f"fonts.yml: {entry['file']} is not in {FOLDER.name}/; copy it there")
        target.write_bytes(web_font(source))
        text = with_hash(text, "file", source.name, sha256(source))
        text = with_hash(text, "web_file", target.name, sha256(target))
        sys.stdout.write(f"{target.name}: {target.stat().st_size:,} bytes\n")
    LIST.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
