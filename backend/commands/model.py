"""`make model`: lists models, adds one's own, and changes which one runs. `model_words.USAGE` says how it is asked."""

from __future__ import annotations

import os
import sys

from backend import settings as settings_module
from backend.adapters.models.store import ModelStore
from backend.adapters.redis.connection import connect
from backend.commands import screen
from backend.commands.models import choice as model_choice
from backend.commands.models.addition import Addition
from backend.commands.models.choice import NotDone
from backend.commands.models.messages import USAGE, Words, WordsError, parse
from backend.commands.questions import Questions
from backend.core.errors import MandorError
from backend.services.models.activation import ModelActivation
from backend.settings import Settings, SettingsError


def main() -> None:
    """Do what is asked. Exit code 1 when it was not done, 2 when it was not understood."""
    try:
        words = parse(sys.argv[1:])
    except WordsError as error:
        screen.fail(str(error))
        screen.plain(USAGE)
        sys.exit(2)
    try:
        run(settings_module.load(), words)
    except SettingsError as error:
        screen.fail(f"settings:\n{error}", "Correct them in .env or in the environment.")
        sys.exit(1)
    except MandorError as error:
        screen.fail(error.message, error.hint)
        sys.exit(1)
    except BrokenPipeError:  # whoever read has read enough: `make model | head`
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


def run(settings: Settings, words: Words) -> None:
    """One of the five things. MandorError or NotDone when it was not done."""
    store = ModelStore(settings.model_dir, settings.own_models_dir)
    activation = ModelActivation(store, connect(settings.redis_url), settings.model)
    questions = Questions(words.yes)
    log = str(settings.log_dir / "inference.log")
    if words.file:
        name = Addition(settings, store, words, questions).run()
        try:
            activation.check_free()
        except MandorError as error:
            screen.warn(f"it does not run yet: {error}")
            return
        model_choice.change(lambda: activation.use(name), name, activation, log)
    elif words.use:
        model_choice.change(lambda: activation.use(words.use), words.use, activation, log)
    elif words.back:
        model_choice.change(activation.back, "the model before", activation, log)
    elif words.remove:
        model_choice.remove(words.remove, activation, questions)
    else:
        model_choice.show_list(store, activation, settings.model)


if __name__ == "__main__":
    main()
