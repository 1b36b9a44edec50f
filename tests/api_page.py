"""The page of the public names, made from their docstrings: ``python -m tests.api_page > docs/api.md``."""

from __future__ import annotations

import inspect

import explorer

HEAD = """# Public names

`import explorer` hands these over; everything else in the package may change from one version to the next. Functions take the
world as their first argument and change nothing. `explorer.errors` is the tree of errors, `explorer.__version__` the version, and
`explorer.View` one question as a value (see [views](VIEWS.md)). [An example notebook](example.ipynb) uses most of them.
"""


def page() -> str:
    """The text of ``docs/api.md``."""
    functions = [name for name in explorer.__all__ if inspect.isfunction(getattr(explorer, name))]
    return "\n".join([HEAD, *(_section(name) for name in functions)])


def _section(name: str) -> str:
    function = getattr(explorer, name)
    words = ", ".join(_parameter(parameter) for parameter in inspect.signature(function).parameters.values())
    return f"## explorer.{name}\n\n    {name}({words})\n\n```text\n{inspect.getdoc(function)}\n```\n"


def _parameter(parameter: inspect.Parameter) -> str:
    return parameter.name if parameter.default is parameter.empty else f"{parameter.name}={parameter.default!r}"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201
