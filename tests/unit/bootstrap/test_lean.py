"""Packages that are hidden while something else is imported."""

import importlib
import json
import sys

import pytest

from jobwise.bootstrap.lean import hidden


def test_what_is_hidden_is_not_found_until_the_block_ends() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "wsgiref"]:
        del sys.modules[name]
    with hidden("wsgiref"), pytest.raises(ImportError):
        importlib.import_module("wsgiref.util")
    assert importlib.import_module("wsgiref.util")


def test_what_was_imported_before_stays() -> None:
    with hidden("json"):
        assert importlib.import_module("json") is json
    assert sys.modules["json"] is json


def test_a_failure_in_the_block_hides_nothing_for_good() -> None:
    with pytest.raises(ZeroDivisionError), hidden("no_such_package"):
        raise ZeroDivisionError
    assert "no_such_package" not in sys.modules
