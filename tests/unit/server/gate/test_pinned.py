"""Stray files and variables change no option, whatever they say and however they are garbled."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from explorer.server.gate import pinned

UNPINNED = config.get_config_files
"""Streamlit's own search for files, before any test of this process starts a server."""

PER_PROCESS = {"server.cookieSecret"}
"""Drawn anew each time."""


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty folder that is home as well, with Streamlit's options not read yet; all is as before afterwards."""
    for name in ("_config_options", "get_config_files", "_main_script_path"):
        monkeypatch.setattr(config, name, getattr(config, name))
    monkeypatch.setattr(config, "_config_options", None)
    monkeypatch.setattr(config, "get_config_files", UNPINNED)
    monkeypatch.setattr(os, "environ", {**os.environ, "HOME": str(tmp_path)})
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".streamlit").mkdir()
    yield tmp_path
    secrets_singleton._reset()


def options() -> dict[str, Any]:
    return {key: option.value for key, option in config.get_config_options().items() if key not in PER_PROCESS}


def other(value: Any) -> str:
    """Another value than this one, as TOML."""
    if isinstance(value, bool):
        return str(not value).lower()
    if isinstance(value, (int, float)):
        return str(value + 1)
    return '["http://evil.example"]' if isinstance(value, list) else '"evil"'


def hostile() -> str:
    """A file that sets every option that can be set to something else."""
    plain = {key: option.value for key, option in config._config_options_template.items() if not key.startswith("theme")}
    plain |= {"server.xsrfCookieSameSite": "lax", "runner.enumCoercion": "off", "server.enableCORS": True}
    lines = [f"{key} = {other(value)}" for key, value in plain.items() if key not in {"server.trustedUserHeaders", *UNREADABLE}]
    return "\n".join(
        [*lines, 'theme.base = "dark"', 'theme.primaryColor = "#ff0000"', "[server.trustedUserHeaders]", 'X-User = "u"']
    )


UNREADABLE = {
    *("global.developmentMode", "server.port", "browser.serverPort", "server.maxCacheDataSize", "server.xsrfCookieSameSite"),
    *("server.unsafeMetricsUserAttributes", "logger.level", "logger.messageFormat"),
}
"""Options that Streamlit itself refuses in some mixtures; a server is started with them in another test."""


def test_a_hostile_file_is_hostile(anew: Path) -> None:
    """Else the next test could not fail."""
    before = options()
    (anew / ".streamlit" / "config.toml").write_text(hostile(), encoding="utf-8")
    config._config_options = None
    found = options()
    changed = {key for key in found if found[key] != before[key]}
    assert {"server.enableXsrfProtection", "server.enableAgentApi", "server.baseUrlPath", "server.enableCORS"} <= changed
    assert len(changed) > 50


GARBLED = ["[server]\nenableCORS =", "global.developmentMode = true\nserver.port = 1", "\x00\xff", 'logger.level = "evil"']


@pytest.mark.parametrize("content", [hostile(), *GARBLED])
def test_options_are_the_same_whatever_stands_around(anew: Path, content: str) -> None:
    pinned.pin()
    expected = options()
    config._config_options = None
    for folder in (anew / ".streamlit", anew):
        (folder / "config.toml").write_text(content, encoding="latin-1")
    (anew / ".streamlit" / "secrets.toml").write_text('[auth]\ncookie_secret = "stray"\n', encoding="utf-8")
    names = ("STREAMLIT_SERVER_COOKIE_SECRET", "STREAMLIT_SERVER_ENABLE_CORS", "STREAMLIT_SECRETS_FILES")
    os.environ.update(dict.fromkeys(names, "stray"))
    pinned.pin()
    assert options() == expected
    assert config.get_option("server.cookieSecret") != "stray"
    assert not [name for name in os.environ if name.startswith("STREAMLIT_")]
    assert config.get_option("secrets.files") == []
    config.get_config_options(force_reparse=True)
    assert config.get_option("server.enableCORS") is True, "nor when Streamlit looks again"


def test_what_bears_on_security_is_as_it_has_to_be(anew: Path) -> None:
    pinned.pin()
    expected = {
        "server.enableCORS": True, "server.enableXsrfProtection": True, "server.corsAllowedOrigins": [],
        "server.baseUrlPath": "",
        "server.enableAgentApi": False, "server.enableStaticServing": False, "server.maxUploadSize": 2,
        "server.sslCertFile": None,
        "server.sslKeyFile": None, "server.trustedUserHeaders": {}, "server.scriptHealthCheckEnabled": False, "secrets.files": [],
        "client.allowedOrigins": [], "client.showErrorDetails": "none", "client.toolbarMode": "minimal", "server.address": None,
        "global.developmentMode": False, "browser.gatherUsageStats": False, "server.fileWatcherType": "none",
        "server.xsrfCookieSameSite": "lax", "server.customComponentBaseUrlPath": "", "server.maxWidgetStateSize": 16,
    }  # fmt: skip
    assert {key: config.get_option(key) for key in expected} == expected


def test_secrets_come_from_the_named_file_alone(anew: Path) -> None:
    pinned.pin([anew / "given.toml"])
    assert config.get_option("secrets.files") == [str(anew / "given.toml")]
