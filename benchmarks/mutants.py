"""Small wrongs that a test ought to notice, made from the syntax tree of a module.

Left alone: annotations, docstrings, imports, decorators, formatted texts, and whatever stands in a `raise` (the
sentences of errors): what a test would have to repeat word for word.
"""

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import TypeAlias

Path_: TypeAlias = tuple[tuple[str, int | None], ...]
Wrong: TypeAlias = tuple[str, ast.AST]
"""What kind of wrong, and what stands there instead."""

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_LIMITS = {"min": "max", "max": "min"}
_CONDITIONS = {"and_", "or_", "where"}
_UNTOUCHED = (ast.Import, ast.ImportFrom, ast.Raise, ast.JoinedStr, ast.alias, ast.Pass, ast.Assert)
_TYPES = {"TypeVar", "ParamSpec", "NewType"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong at one place. `first` to `last` are the lines of the statement it stands in; `top` says that this
    statement runs when the module is imported."""

    module: str
    line: int
    first: int
    last: int
    top: bool
    kind: str
    before: str
    after: str
    place: Path_
    node: ast.AST

    def code(self, tree: ast.Module, file: str) -> CodeType:
        """The module with this wrong in it."""
        changed = copy.deepcopy(tree)
        at: ast.AST = changed
        for name, index in self.place[:-1]:
            below = getattr(at, name)
            at = below if index is None else below[index]
        name, index = self.place[-1]
        if index is None:
            setattr(at, name, copy.deepcopy(self.node))
        else:
            getattr(at, name)[index] = copy.deepcopy(self.node)
        return compile(ast.fix_missing_locations(changed), file, "exec")

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.kind}: {_short(self.before)}  ->  {_short(self.after) or 'nothing'}"


def mutants(module: str, source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    found: list[Mutant] = []
    tree = ast.parse(source)
    for node, place, statement, top in _walked(tree, (), None, True):
        for kind, wrong in _wrongs(node):
            line: int = getattr(node, "lineno", statement.lineno)
            shown = _shown(node, wrong, kind)
            found.append(Mutant(module, line, statement.lineno, _head(statement), top, kind, *shown, place, wrong))
    return found


def _shown(node: ast.AST, wrong: ast.AST, kind: str) -> tuple[str, str]:
    """What changes, and into what."""
    if kind in ("operand removed", "element removed", "condition removed", "filter removed"):
        parts = Counter(ast.unparse(one) for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr))
        same = type(wrong) is type(node)
        left = [one for one in ast.iter_child_nodes(wrong) if isinstance(one, ast.expr)] if same else [wrong]
        gone = list((parts - Counter(ast.unparse(one) for one in left)).elements())
        return gone[0] if gone else ast.unparse(node), ""
    if kind == "statement removed":
        return ast.unparse(node), ""
    if isinstance(node, ast.ExceptHandler) and node.type is not None:
        return f"except {ast.unparse(node.type)}", "never"
    return ast.unparse(node), ast.unparse(ast.fix_missing_locations(copy.deepcopy(wrong)))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:87]}..."


def _head(statement: ast.stmt | ast.ExceptHandler) -> int:
    """The last line of a statement without the statements in it."""
    body = getattr(statement, "body", None)
    if isinstance(body, list) and body:
        return max(statement.lineno, body[0].lineno - 1)
    return statement.end_lineno or statement.lineno


def _walked(
    node: ast.AST, place: Path_, statement: ast.stmt | ast.ExceptHandler | None, top: bool
) -> Iterator[tuple[ast.AST, Path_, ast.stmt | ast.ExceptHandler, bool]]:
    """Every node that may be changed, with its place and the statement it stands in."""
    if isinstance(node, _UNTOUCHED):
        if isinstance(node, ast.Raise):
            yield node, place, node, top
        return
    if _is_text(node) or _is_of_types(node):
        return
    if isinstance(node, ast.stmt | ast.ExceptHandler):
        statement = node
    if statement is not None:
        yield node, place, statement, top
    inside = top and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        # The defaults of a function are worked out where it is defined; its body is not.
        below = inside or (top and name == "args")
        if isinstance(value, ast.AST):
            yield from _walked(value, (*place, (name, None)), statement, below)
        elif isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, ast.AST):
                    yield from _walked(one, (*place, (name, index)), statement, below)


def _is_text(node: ast.AST) -> bool:
    """A docstring, or another text that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_of_types(node: ast.AST) -> bool:
    """What only a type checker reads, or a type written as an expression."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _TYPES
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return False


def _wrongs(node: ast.AST) -> Iterator[Wrong]:
    for made in (_of_statements, _of_conditions, _of_operators, _of_values, _of_collections, _of_calls):
        yield from made(node)


def _of_statements(node: ast.AST) -> Iterator[Wrong]:
    match node:
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise() | ast.Delete() | ast.AugAssign() | ast.Continue():
            yield "statement removed", ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "statement removed", ast.Pass()
        case ast.Break():
            yield "break", ast.Continue()
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield "return value", ast.Return(ast.Constant(None))
        case ast.For():
            wrong = copy.copy(node)
            wrong.iter = ast.Tuple([], ast.Load())
            yield "loop", wrong
        case ast.ExceptHandler(type=ast.expr()):
            handler = copy.copy(node)
            never = ast.parse("type('Never', (BaseException,), {})", mode="eval")
            handler.type = never.body
            yield "exception", handler
        case _:
            pass
    if isinstance(node, ast.Continue):
        yield "continue", ast.Break()


def _of_conditions(node: ast.AST) -> Iterator[Wrong]:
    if isinstance(node, ast.If | ast.While | ast.IfExp) and _is_plain(node.test):
        wrong = copy.copy(node)
        wrong.test = ast.UnaryOp(ast.Not(), node.test)
        yield "condition", wrong
    if isinstance(node, ast.comprehension):
        for index, test in enumerate(node.ifs):
            without = copy.copy(node)
            without.ifs = [*node.ifs[:index], *node.ifs[index + 1 :]]
            yield "filter removed", without
            if _is_plain(test):
                turned = copy.copy(node)
                turned.ifs = [*node.ifs[:index], ast.UnaryOp(ast.Not(), test), *node.ifs[index + 1 :]]
                yield "condition", turned


def _is_plain(test: ast.expr) -> bool:
    """Whether nothing else turns this condition round."""
    return not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant)


def _of_operators(node: ast.AST) -> Iterator[Wrong]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            for other in _COMPARISONS[type(operator)]:
                compared = copy.copy(node)
                compared.ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
                yield "comparison", compared
    elif isinstance(node, ast.BoolOp):
        yield "boolean", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for index in range(len(node.values)):
            rest = [*node.values[:index], *node.values[index + 1 :]]
            yield "operand removed", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield "boolean" if isinstance(node.op, ast.Not) else "arithmetic", node.operand
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _ARITHMETIC:
        calculated = copy.copy(node)
        calculated.op = _ARITHMETIC[type(node.op)]()
        yield "arithmetic", calculated


def _of_values(node: ast.AST) -> Iterator[Wrong]:
    if not isinstance(node, ast.Constant):
        return
    match node.value:
        case bool():
            yield "constant", ast.Constant(not node.value)
        case int() | float():
            yield "constant", ast.Constant(node.value + 1)
        case str():
            yield "constant", ast.Constant(f"{node.value}X")
        case _:
            pass


def _of_collections(node: ast.AST) -> Iterator[Wrong]:
    if isinstance(node, ast.Set | ast.List) or (isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load)):
        for index in range(len(node.elts) if len(node.elts) > 1 else 0):
            fewer = copy.copy(node)
            fewer.elts = [*node.elts[:index], *node.elts[index + 1 :]]
            yield "element removed", fewer
    elif isinstance(node, ast.Dict):
        for index in range(len(node.keys) if len(node.keys) > 1 else 0):
            keys = [*node.keys[:index], *node.keys[index + 1 :]]
            yield "element removed", ast.Dict(keys, [*node.values[:index], *node.values[index + 1 :]])


def _of_calls(node: ast.AST) -> Iterator[Wrong]:
    if not isinstance(node, ast.Call):
        return
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name in _LIMITS and isinstance(node.func, ast.Name):
        yield "limit", ast.Call(ast.Name(_LIMITS[name], ast.Load()), node.args, node.keywords)
    if name in _CONDITIONS and len(node.args) > 1:
        for index in range(len(node.args)):
            rest = [*node.args[:index], *node.args[index + 1 :]]
            yield "condition removed", ast.Call(node.func, rest, node.keywords)
    elif name == "where" and isinstance(node.func, ast.Attribute):
        yield "condition removed", node.func.value
