"""Streamlit's options, all of them, fixed: what stands in the current folder, at home or in the environment changes nothing.

Every option that is not named here keeps Streamlit's own default, whatever a ``.streamlit/config.toml`` or a ``STREAMLIT_``
variable says; neither is read, so one that is garbled does no harm.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from streamlit import config

UPLOAD_MB = 2
"""The largest file that a page takes, in Streamlit's megabytes of 1024 kB; the page itself takes no more than 2,000,000 bytes."""

MESSAGE_MB = 16
"""The largest message from a browser: twice a story of 2,000,000 letters of up to four bytes."""

OPTIONS: Mapping[str, Any] = {
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "localhost",
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "logger.level": "info",
    "logger.messageFormat": "%(asctime)s %(message)s",
    "logger.enableRich": False,
    "runner.fastReruns": False,
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.address": None,
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": UPLOAD_MB,
    "server.maxWidgetStateSize": MESSAGE_MB,
    "server.scriptHealthCheckEnabled": False,
    "server.showEmailPrompt": False,
    "server.trustedUserHeaders": {},
    "theme.light.primaryColor": "#0072B2",
    "theme.dark.primaryColor": "#56B4E9",
    "theme.light.backgroundColor": "#fffdf8",
    "theme.light.secondaryBackgroundColor": "#f3efe6",
    "theme.dark.backgroundColor": "#14181b",
    "theme.dark.secondaryBackgroundColor": "#20262a",
    "theme.font": "system-ui, 'Segoe UI', 'NanumGothic', 'Noto Sans KR', sans-serif",
    "theme.baseRadius": "small",
}


def pin(secret_files: Sequence[Path] = ()) -> None:
    """Fix every option of this process for good.

    Parameters
    ----------
    secret_files
        The files that secrets come from; unless given there are none, wherever a ``secrets.toml`` lies.
    """
    for name in [name for name in os.environ if name.startswith("STREAMLIT_")]:
        del os.environ[name]
    config.get_config_files = _no_files
    config.get_config_options(force_reparse=True)
    own = {"secrets.files": [str(file) for file in secret_files], "server.cookieSecret": secrets.token_hex(32)}
    for option, value in {**OPTIONS, **own}.items():
        config.set_option(option, value)


def _no_files(file_name: str) -> list[str]:
    """In the place of Streamlit's search for files with options, now and whenever it looks again."""
    del file_name  # whatever it is called
    return []
