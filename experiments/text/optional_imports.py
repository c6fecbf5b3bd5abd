"""Libraries that only some analyses need: asked for when used, named when they are not there."""

from __future__ import annotations

import importlib
import warnings
from pathlib import Path
from typing import Any

from sim.errors import InputError


def need(module: str, library: str, extra: str) -> Any:
    """Import `module`; what it warns about on the way is its own affair.

    Raises InputError with the command that installs `library`, which comes with `extra`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        what = f"pip install {package}; in a checkout pip install -e '.[{extra}]'"
        raise InputError(Path(extra), 1, "install", f"no {library}", what) from error
