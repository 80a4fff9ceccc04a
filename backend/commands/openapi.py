"""Print the OpenAPI document without a running backend: `python -m backend.commands.openapi`.

The dashboard's types are generated from it (`make types`), so it is the same for the same code: keys in order, no time.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pkgutil import walk_packages

from flask import Blueprint, Flask

from backend import routes
from backend.routes.openapi import document


def application() -> Flask:
    """An application with every route and no services: it can describe requests, not answer them."""
    app = Flask(__name__, static_folder=None)
    modules = [import_module(found.name) for found in walk_packages(routes.__path__, f"{routes.__name__}.")]
    blueprints = [module.blueprint for module in modules if isinstance(getattr(module, "blueprint", None), Blueprint)]
    for blueprint in sorted(set(blueprints), key=lambda one: str(one.name)):
        app.register_blueprint(blueprint)
    return app


def main() -> None:
    """Write the document to the standard output."""
    json.dump(document(application()), sys.stdout, indent=2, sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
