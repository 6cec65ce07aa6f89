"""What no line of the product may do: templates of text, objects of bytes, code of strings, inputs that take all."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from pydantic import BaseModel

import jobwise
from jobwise.presentation.http.routes import ROUTERS
from jobwise.presentation.schemas.inputs import Input, Output

SOURCE = Path(__file__).resolve().parents[2] / "src"
BANNED_MODULES = {
    "pickle",
    "cPickle",
    "_pickle",
    "marshal",
    "shelve",
    "dill",
    "cloudpickle",
    "joblib",
    "code",
    "codeop",
}
BANNED_CALLS = {"eval", "exec", "compile", "__import__"}
# Methods that run or unpack whatever they are given, by the name of what they are called on.
BANNED_METHODS = {
    "yaml": {"load", "load_all", "unsafe_load", "full_load"},
    "os": {"system", "popen"},
    "builtins": {"eval", "exec"},
}
TEMPLATES = {"from_string", "Template"}


def faults(code: str) -> list[str]:
    """Every dangerous thing in a module, as `line: what`."""
    return [f"{node.lineno}: {what}" for node in ast.walk(ast.parse(code)) for what in _faults_of(node)]  # type: ignore[attr-defined]


def _faults_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names if one.name.split(".")[0] in BANNED_MODULES)
    elif isinstance(node, ast.ImportFrom) and node.module:
        if node.module.split(".")[0] in BANNED_MODULES:
            yield node.module
        yield from (one.name for one in node.names if one.name in BANNED_METHODS.get(node.module, ()))
    elif isinstance(node, ast.Call):
        yield from _faults_of_call(node)


def _faults_of_call(call: ast.Call) -> Iterator[str]:
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if owner is None and name in BANNED_CALLS:
        yield name
    if isinstance(owner, ast.Name) and name in BANNED_METHODS.get(owner.id, ()):
        yield f"{owner.id}.{name}"
    shells = [one for one in call.keywords if one.arg == "shell"]
    if any(not (isinstance(one.value, ast.Constant) and one.value.value is False) for one in shells):
        yield "shell=True"
    # A template of ours is a dataclass of that name; it takes no text, so it is called with keywords alone.
    if name in TEMPLATES and call.args and not isinstance(call.args[0], ast.Constant):
        yield f"{name} of something that is not written here"


@pytest.mark.parametrize(
    "code",
    [
        "import pickle", "from marshal import loads", "import dill.source", "eval(x)", "exec('1')", "yaml.load(x)",
        "from yaml import unsafe_load", "run(x, shell=True)", "run(x, shell=y)", "env.from_string(text)",
        "Template(text)", "jinja2.Template(f'{x}')", "os.system('ls')", "compile(x, 'y', 'exec')",
    ],
)  # fmt: skip
def test_the_check_sees(code: str) -> None:
    assert faults(code)


@pytest.mark.parametrize(
    "code", ["re.compile(x)", "yaml.safe_load(x)", "run(x, shell=False)", "env.from_string('a')", "Template(name=x)"]
)
def test_the_check_lets_pass(code: str) -> None:
    assert not faults(code)


def test_no_module_does_what_is_banned() -> None:
    """T7, T9: no template made of text, no pickle, no eval, no shell."""
    found = {str(path): faults(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}
    assert len(found) > 300
    assert {path: listed for path, listed in found.items() if listed} == {}


def _models(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in kind.__subclasses__():
        yield one
        yield from _models(one)


def _import_all() -> None:
    for module in pkgutil.walk_packages(jobwise.__path__, "jobwise."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _sent_models() -> set[type[BaseModel]]:
    """Every model that a route reads from a request, with those inside it."""
    found: set[type[BaseModel]] = set()
    for router, _ in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and route.body_field is not None:
                _collect(route.body_field.field_info.annotation, found)
    return found


def _collect(kind: object, found: set[type[BaseModel]]) -> None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind not in found:
            found.add(kind)
            for field in kind.model_fields.values():
                _collect(field.annotation, found)
        return
    for inner in getattr(kind, "__args__", ()):
        _collect(inner, found)


def test_every_input_refuses_what_it_does_not_know() -> None:
    """T15: every model that is read from a request forbids extra fields."""
    _import_all()
    sent = _sent_models()
    ours = {model for model in sent if model.__module__.startswith("jobwise.")}
    assert len(ours) > 5
    for model in ours | set(_models(Input)):
        assert issubclass(model, Input), model
        assert model.model_config.get("extra") == "forbid", model
    # What is answered is never read from a request.
    assert not [model for model in sent if issubclass(model, Output)]
    # A form becomes a model of the framework; it is made of named fields alone.
    assert all(model.__name__.startswith("Body_") for model in sent - ours)
