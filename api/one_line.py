"""How a command refuses: one line on stderr, status 1."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from api.config import ConfigurationError
from api.errors import Problem

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def in_one_line(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """End with status 1 and one line on stderr where the settings or the input are wrong."""

    @wraps(command)
    def run(*arguments: Parameters.args, **options: Parameters.kwargs) -> Result:
        try:
            return command(*arguments, **options)
        except ConfigurationError as error:
            sys.exit(f"askwell: {error}")
        except Problem as problem:
            sys.exit(f"askwell: {problem.title}. {problem.detail}".rstrip())

    return run
