"""`make model`: lists models, adds one's own, and changes which one runs. `models.arguments.USAGE` shows how."""

from __future__ import annotations

import os
import sys

from backend import settings as settings_module
from backend.adapters.models.store import ModelStore
from backend.adapters.redis.connection import connect
from backend.commands import screen
from backend.commands.models import choice as model_choice
from backend.commands.models.addition import Addition
from backend.commands.models.arguments import USAGE, Arguments, ArgumentsError, parse
from backend.commands.models.choice import NotDone
from backend.commands.questions import Questions
from backend.core.errors import MandorError
from backend.core.inference.lane import DEFAULT_TASK
from backend.services.models.activation import ModelActivation
from backend.settings import Settings, SettingsError, installation_id


def main() -> None:
    """Do it. Exit code 1 when it was not done, 2 when the arguments are wrong."""
    try:
        arguments = parse(sys.argv[1:])
    except ArgumentsError as error:
        screen.fail(str(error))
        screen.plain(USAGE)
        sys.exit(2)
    try:
        run(settings_module.load(), arguments)
    except SettingsError as error:
        screen.fail(f"settings:\n{error}", "Correct them in .env or in the environment.")
        sys.exit(1)
    except MandorError as error:
        screen.fail(error.message, error.hint)
        sys.exit(1)
    except BrokenPipeError:  # the reader has read enough: `make model | head`
        os._exit(1)
    except OSError as error:
        screen.fail(
            f"{error.filename or 'A file'} cannot be read or written ({error.strerror}).", "Make room, or rights."
        )
        sys.exit(1)
    except NotDone:
        sys.exit(1)
    except KeyboardInterrupt:
        screen.plain()
        screen.fail("interrupted; nothing was changed")
        sys.exit(130)


def run(settings: Settings, arguments: Arguments) -> None:
    """One of the five actions. MandorError or NotDone when it was not done."""
    store = ModelStore(settings.model_dir, settings.own_models_dir)
    activation = ModelActivation(store, connect(settings.redis_url, installation_id(settings.data_dir)), settings.model)
    questions = Questions(arguments.yes)
    log = str(settings.log_dir / "inference.log")
    if arguments.file:
        name = Addition(settings, store, arguments, questions).run()
        try:
            activation.check_free()
        except MandorError as error:
            screen.warn(f"it does not run yet: {error}")
            return
        model_choice.change(lambda: activation.use(name), name, activation, log)
    elif arguments.use:
        model_choice.change(lambda: activation.use(arguments.use), arguments.use, activation, log)
    elif arguments.back:
        back_of = arguments.task or DEFAULT_TASK
        model_choice.change(lambda: activation.back(back_of), "the model before", activation, log)
    elif arguments.remove:
        model_choice.remove(arguments.remove, activation, questions)
    else:
        model_choice.show_list(store, activation, settings.model)


if __name__ == "__main__":
    main()
