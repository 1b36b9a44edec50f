"""Options of Streamlit and uvicorn that would open the server, were they heeded."""

from __future__ import annotations

import os
from pathlib import Path

HOSTILE_OPTIONS = """
[server]
enableCORS = false
enableXsrfProtection = false
enableAgentApi = true
enableStaticServing = true
baseUrlPath = "elsewhere"
address = "192.0.2.1"
port = 1
maxUploadSize = 1000
maxWidgetStateSize = 1000
sslCertFile = "none.pem"
scriptHealthCheckEnabled = true
trustedUserHeaders = { X-User = "email" }
[client]
toolbarMode = "developer"
showErrorDetails = "full"
[browser]
gatherUsageStats = true
[theme]
primaryColor = "#ff0000"
"""
HOSTILE_VARIABLES = {
    "STREAMLIT_SERVER_COOKIE_SECRET": "known",
    "STREAMLIT_SERVER_BASE_URL_PATH": "elsewhere",
    "STREAMLIT_SERVER_ENABLE_AGENT_API": "true",
    "STREAMLIT_GLOBAL_DEVELOPMENT_MODE": "true",
    "FORWARDED_ALLOW_IPS": "*",
    "UVICORN_ROOT_PATH": "/elsewhere",
}


def surround(folder: Path) -> dict[str, str]:
    """Put the options into a folder; the environment for a process that starts there and is at home there."""
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(HOSTILE_OPTIONS, encoding="utf-8")
    (folder / ".streamlit" / "secrets.toml").write_text('[auth]\ncookie_secret = "known"\n', encoding="utf-8")
    return {**os.environ, **HOSTILE_VARIABLES, "HOME": str(folder)}
