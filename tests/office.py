"""LibreOffice, for tests that open a file as people do."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

SETTINGS = "profile/user/registrymodifications.xcu"


def convert(files: Iterable[Path], to: str, folder: Path, *, settings: str = "", **environment: str) -> list[Path]:
    """The files in another format, in a folder that holds the profile of the program, too. `settings` are items of that profile."""
    assert shutil.which("soffice"), "LibreOffice is missing; bin/prepare verify installs it"
    every = list(files)
    (folder / SETTINGS).parent.mkdir(parents=True)
    namespaces = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    (folder / SETTINGS).write_text(f"<oor:items {namespaces}>{settings}</oor:items>", "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, every)]
    done = subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True, text=True)
    made = [folder / f"{file.stem}.{to}" for file in every]
    missing = [file.name for file in made if not file.exists()]
    assert not missing, (
        f"LibreOffice made no {', '.join(missing)}; bin/prepare verify installs its parts: {done.stderr}"
    )
    return made
