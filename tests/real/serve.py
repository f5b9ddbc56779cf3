"""Serves apps from one process, each on its own port of 127.0.0.1.

    PYTHON serve.py [--port=PORT] [FILE...]

Without FILEs it serves those in apps/. PORT is for a single one, which can so be started again in its place. Run it with the
Python of an environment that holds a Gradio. It prints one line, a JSON object with "gradio" (the version), "apps" (name -> port), "paths" (name -> PATH of the app) and "broken" (name -> why it did not start), and ends when its standard
input is closed.
"""

import importlib.util
import inspect
import json
import os
import pathlib
import socket
import sys
import threading
import traceback

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("GRADIO_SSR_MODE", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

# What Gradio and its libraries print is no result.
results = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import fastapi  # noqa: E402
import fastapi.responses  # noqa: E402
import gradio as gr  # noqa: E402
import uvicorn  # noqa: E402
from gradio import networking  # noqa: E402

APPS = pathlib.Path(__file__).resolve().parent / "apps"


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def launch(module, fixed):
    app = module.build(gr)
    if "default_concurrency_limit" in inspect.signature(app.queue).parameters:
        app.queue(default_concurrency_limit=4)
    else:
        app.queue(concurrency_count=4)
    # Gradio 6 looks into its queue each millisecond, which with many apps in one process leaves no time for an answer.
    app._queue.sleep_when_free = 0.05
    for attempt in range(5):
        port = fixed or free_port()
        if hasattr(module, "PATH"):
            mount(app, module.PATH, port)
            return port
        if hasattr(module, "BEHIND"):
            mount(app, module.BEHIND, port, redirects=("/", "/config"))
            return port
        try:
            app.launch(server_name="127.0.0.1", server_port=port, prevent_thread_lock=True, quiet=True, share=False,
                       **getattr(module, "LAUNCH", {}))
            return port
        except OSError:  # somebody else took that port meanwhile
            if attempt == 4:
                raise


def mount(app, path, port, redirects=()):
    """Serves `app` below `path` of another web server, which sends on to it from `redirects`, by relative addresses."""
    parent = fastapi.FastAPI()
    for route in redirects:
        parent.add_api_route(route, lambda route=route: fastapi.responses.RedirectResponse(path[1:] + route))
    server = uvicorn.Server(uvicorn.Config(gr.mount_gradio_app(parent, app, path=path), host="127.0.0.1",
                                           port=port, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()


def main():
    # Before 5.0 launching asks for the page, which fails beside a newer Jinja or Starlette; only the API is needed here.
    if int(gr.__version__.split(".")[0]) < 5:
        networking.url_ok = lambda url: True
    options = [option for option in sys.argv[1:] if option.startswith("--port=")]
    fixed = int(options[0].partition("=")[2]) if options else None
    files = [pathlib.Path(name) for name in sys.argv[1:] if name not in options] or sorted(APPS.glob("*.py"))
    told = {"gradio": gr.__version__, "apps": {}, "paths": {}, "broken": {}}
    for path in files:
        try:
            module = load(path)
            told["apps"][path.stem] = launch(module, fixed)
            told["paths"][path.stem] = getattr(module, "PATH", "")
        except Exception as problem:  # the others are worth a try
            traceback.print_exc()
            told["broken"][path.stem] = f"{type(problem).__name__}: {problem}"
    print(json.dumps(told), file=results, flush=True)
    sys.stdin.read()
    os._exit(0)  # the servers' threads would keep the process


if __name__ == "__main__":
    main()
