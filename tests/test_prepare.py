"""`bin/prepare` looks first, installs only what is missing, and says in one line what it cannot install."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SYSTEM_TOOLS = ["cat", "cut", "dirname", "env", "git", "mktemp", "rm", "sed", "sh", "sha256sum", "tail", "touch", "tr"]
TEST_TOOLS = ["chromium", "java", "msgfmt", "pdftoppm", "pdftotext", "file2brl", "node", "npm"]
PYTHON = f'exec {sys.executable} "$@"'
PYTHON_WITHOUT_PANGO = f'case "$*" in *ctypes*) exit 1 ;; esac\n{PYTHON}'
PYTHON_WITH_PANGO = f'case "$*" in *ctypes*) exit 0 ;; esac\n{PYTHON}'
OLD_PYTHON = 'case "$*" in *version_info*) exit 1 ;; esac\necho Python 3.9.2'


class Machine:
    """A copy of the script and of the locks in a folder of its own, where only the tools given here exist."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.tools = folder / "tools"
        (self.project / "bin").mkdir(parents=True)
        self.tools.mkdir()
        shutil.copy(PROJECT / "bin/prepare", self.project / "bin/prepare")
        for name in ["requirements.txt", "requirements-dev.txt", "pyproject.toml", "package.json", "package-lock.json"]:
            (self.project / name).write_text(f"the content of {name}\n")
        for name in SYSTEM_TOOLS:
            (self.tools / name).symlink_to(shutil.which(name) or name)
        self.add("id", "echo 1000")

    def add(self, name: str, script: str = "exit 0") -> None:
        tool = self.tools / name
        tool.write_text(f"#!{self.tools}/sh\n{script}\n")
        tool.chmod(0o755)

    def add_venv(self) -> None:
        """Make an environment that counts how often pip is asked, and in which pip changes nothing."""
        (self.project / ".venv/bin").mkdir(parents=True)
        python = self.project / ".venv/bin/python"
        python.write_text(f'#!{self.tools}/sh\n[ "$1" != -m ] || echo "$*" >> {self.project}/asked\n')
        python.chmod(0o755)
        version = subprocess.run([sys.executable, "--version"], capture_output=True, text=True, check=True).stdout
        (self.project / ".venv/made-for").write_text(f"{self.project} {version}")

    @property
    def asked(self) -> list[str]:
        path = self.project / "asked"
        return path.read_text().splitlines() if path.exists() else []

    def prepare(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command: list[str | Path] = [self.project / "bin/prepare", *arguments]
        return subprocess.run(command, env={"PATH": str(self.tools)}, capture_output=True, text=True, check=False)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_python_one_line_says_so(machine: Machine) -> None:
    done = machine.prepare("site")
    assert done.returncode == 1
    assert done.stderr == "make site: Python is missing; install it with: apt-get install python3\n"


def test_an_old_python_is_named_with_what_is_needed(machine: Machine) -> None:
    machine.add("python3", OLD_PYTHON)
    done = machine.prepare("site")
    assert done.returncode == 1
    assert done.stderr == (
        "make site: Python 3.11 or newer is needed and this is Python 3.9.2; Debian 12 or newer has it\n"
    )


def test_a_newer_python_beside_an_old_one_is_found(machine: Machine) -> None:
    machine.add("python3", OLD_PYTHON)
    machine.add("python3.12", PYTHON_WITH_PANGO)
    assert machine.prepare("packages", "site").returncode == 0


def test_without_root_one_line_says_what_to_install(machine: Machine) -> None:
    machine.add("python3", PYTHON_WITHOUT_PANGO)
    machine.add("apt-get")
    done = machine.prepare("test")
    assert done.returncode == 1
    assert done.stderr == (
        "make test: these are missing; install them and try again: sudo apt-get install libpango-1.0-0"
        " libpangoft2-1.0-0 libharfbuzz-subset0 chromium libatomic1 default-jre-headless gettext poppler-utils"
        " liblouisutdml-bin nodejs npm\n"
    )


def test_a_system_without_apt_is_told_the_names(machine: Machine) -> None:
    machine.add("python3", PYTHON_WITH_PANGO)
    for name in set(TEST_TOOLS) - {"msgfmt"}:
        machine.add(name)
    done = machine.prepare("test")
    assert done.returncode == 1
    assert done.stderr == ("make test: these are missing (named as in Debian); install them and try again: gettext\n")


def test_verifying_needs_a_word_processor_and_a_spreadsheet_too(machine: Machine) -> None:
    machine.add("python3", PYTHON_WITH_PANGO)
    for name in TEST_TOOLS:
        machine.add(name)
    machine.add("fc-list", "echo Liberation Mono")
    done = machine.prepare("verify")
    assert done.returncode == 1
    assert done.stderr == (
        "make verify: these are missing (named as in Debian); install them and try again:"
        " libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation\n"
    )


def test_a_word_processor_without_a_spreadsheet_is_not_enough_to_verify(machine: Machine) -> None:
    machine.add("python3", PYTHON_WITH_PANGO)
    for name in [*TEST_TOOLS, "soffice"]:
        machine.add(name)
    machine.add("fc-list", "echo Liberation Sans")
    done = machine.prepare("packages", "verify")
    assert done.returncode == 1
    assert done.stderr.endswith("install them and try again: libreoffice-calc-nogui\n")
    machine.add("libsclo.so")
    assert machine.prepare("packages", "verify").returncode == 0


def test_root_installs_what_is_missing_and_nothing_else(machine: Machine) -> None:
    machine.add("python3", PYTHON_WITH_PANGO)
    machine.add("id", "echo 0")
    machine.add("apt-get", f'echo "$*" >> {machine.project}/asked')
    for name in set(TEST_TOOLS) - {"java"}:
        machine.add(name)
    assert machine.prepare("packages", "test").returncode == 0
    assert machine.asked == ["-q update", "-q install -y --no-install-recommends default-jre-headless"]


def test_what_apt_said_is_shown_when_it_fails(machine: Machine) -> None:
    machine.add("python3", PYTHON_WITHOUT_PANGO)
    machine.add("id", "echo 0")
    machine.add("apt-get", "echo E: no space left; exit 100")
    done = machine.prepare("packages", "site")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "E: no space left"
    assert "apt-get could not install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in done.stderr


def test_the_second_run_asks_nobody(machine: Machine) -> None:
    machine.add("python3", PYTHON_WITH_PANGO)
    machine.add_venv()
    first = machine.prepare("site")
    assert first.returncode == 0, first.stderr
    assert [line.split()[-2:] for line in machine.asked] == [["-r", "requirements.txt"], ["--editable", "."]]
    second = machine.prepare("site")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert len(machine.asked) == 2


def test_only_what_changed_is_installed_again(machine: Machine) -> None:
    machine.add("python3", PYTHON_WITH_PANGO)
    machine.add_venv()
    machine.prepare("site")
    (machine.project / "pyproject.toml").write_text("another option\n")
    machine.prepare("site")
    assert [line.split()[-1] for line in machine.asked] == ["requirements.txt", ".", "."]
    (machine.project / "requirements.txt").write_text("another version\n")
    machine.prepare("site")
    assert [line.split()[-1] for line in machine.asked[3:]] == ["requirements.txt"]


def test_an_environment_for_tests_serves_the_site_too(machine: Machine) -> None:
    machine.add("python3", PYTHON_WITH_PANGO)
    machine.add_venv()
    for name in TEST_TOOLS:
        machine.add(name)
    machine.add("npm", f"PATH={Path('/usr/bin')}:/bin mkdir -p {machine.project}/node_modules")
    assert machine.prepare("test").returncode == 0
    before = len(machine.asked)
    assert machine.prepare("site").returncode == 0
    assert len(machine.asked) == before


def test_a_purpose_that_does_not_exist_is_wrong_usage(machine: Machine) -> None:
    done = machine.prepare("everything")
    assert (done.returncode, done.stderr) == (2, "usage: bin/prepare [packages] site|test|verify\n")


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt", "package-lock.json", ".npmrc"])
def test_a_lock_holds_no_address(lock: str) -> None:
    text = (PROJECT / lock).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    assert '"resolved"' not in text


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_a_hash(lock: str) -> None:
    text = (PROJECT / lock).read_text().replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert len(packages) > 50
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_both_locks_agree_on_every_version() -> None:
    def pins(lock: str) -> set[str]:
        return {line.split(" ")[0] for line in (PROJECT / lock).read_text().splitlines() if "==" in line[:60]}

    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()
