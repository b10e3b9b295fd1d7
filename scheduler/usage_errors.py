"""What is wrong with a call of the command line, said in Chinese: which word, and how to mend it.

Typer says it in English, and of a value not whose it is.
"""

from __future__ import annotations

import re
from typing import Any

_HINT = "，用 --help 查看用法"
_CHOICE = re.compile(r"'(.*)' is not one of (.*)\.$")
_NO_COMMAND = re.compile(r"No such command '(.*)'")
_TOO_MANY = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)")
_WRONG = {
    "int_parsing": "“{input}”不是整数",
    "int_from_float": "“{input}”不是整数",
    "float_parsing": "“{input}”不是数",
    "greater_than_equal": "“{input}”太小，应不小于 {ge}",
    "less_than_equal": "“{input}”太大，应不大于 {le}",
}


def usage_error(error: Any) -> str:
    """Return the sentence for an error of typer's; "" where the help page was printed instead."""
    match type(error).__name__:
        case "NoSuchOption":
            near = getattr(error, "possibilities", None)
            said = f"没有选项 {error.option_name}"
            return f"{said}，是否应为 {'、'.join(near)}" if near else said + _HINT
        case "BadOptionUsage":
            return f"选项 {error.option_name} 缺少取值或用法不对{_HINT}"
        case "MissingParameter":
            return f"缺少必填的{_called(error).rstrip()}{_HINT}"
        case "BadParameter":
            return f"{_called(error)}的取值不对：{_wrong(error)}{_HINT}"
        case "NoArgsIsHelpError":
            return ""
        case _:
            return f"{_other(error.message)}{_HINT}"


def _called(error: Any) -> str:
    """Return the option as it is typed, or the argument as the help page calls it."""
    parameter = error.param
    if parameter is None:
        return "参数"
    if getattr(parameter, "param_type_name", "") == "option":
        return f"选项 {parameter.opts[0]} "
    return f"参数“{(parameter.metavar or parameter.name).strip('…[]{}')}”"


def _wrong(error: Any) -> str:
    """Say what is wrong with a value, by the first fault that its validation names."""
    validation = getattr(error.__cause__, "errors", None)
    for fault in validation() if validation else ():
        words = _WRONG.get(fault["type"])
        if words is not None:
            return words.format(input=fault["input"], **fault.get("ctx", {}))
    choice = _CHOICE.search(error.message)
    if choice is None:
        return str(error.message)
    return f"“{choice[1]}”不在 {choice[2].replace(chr(39), '').replace(', ', '、')} 之中"


def _other(message: str) -> str:
    if found := _NO_COMMAND.search(message):
        return f"没有命令 {found[1]}"
    if found := _TOO_MANY.search(message):
        return f"多出了参数 {found[1]}"
    return f"命令不对：{message}"
