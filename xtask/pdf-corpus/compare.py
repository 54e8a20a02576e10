"""Compares the words of the program with those of pdftotext and mutool: compare.py READER FOLDER [-v].

For each file the agreement with the nearer of the two counts: twice the words in common (each as often as both have it) over
the words of both. Ideographs are words of their own. Where a script runs from right to left, mutool gives the letters of a word
in the order in which they are seen and pdftotext moves spaces, so there only the letters of each word are compared, in either
direction, with numbers as words of their own. A file of which the program says that its text cannot be read has no figure; it
is named. READER is the attachment worker
(`attachment-worker`)."""

import collections, concurrent.futures, json, pathlib, re, subprocess, sys, unicodedata

JOB = json.dumps({"type": "lookInside", "without_thumbnail": True})
WIDE = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60"
WORD = re.compile(f"[{WIDE}]|[^\\s{WIDE}]+")


def ours(reader, path):
    """The text; None if a page goes out as a picture because its text cannot be read."""
    with open(path, "rb") as source:
        out = subprocess.run([reader, "--attachment-worker", JOB], stdin=source, stdout=subprocess.PIPE, timeout=180).stdout
    texts, at = [], 0
    while at < len(out):
        end = out.index(b"\n", at)
        line = json.loads(out[at:end])
        size = line.pop("bytes")
        (piece,) = line.values()
        if piece["type"] == "text":
            if piece["is_unreadable"]:
                return None
            texts.append(out[end + 1 : end + 1 + size].decode())
        at = end + 1 + size
    return "\n".join(texts)


def theirs(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=180).stdout.decode("utf-8", "replace")


TURNED = re.compile("[\u0590-\u08ff]")
PARTS = re.compile("[\u0590-\u08ff]+|[^\\W\u0590-\u08ff]+(?:[.,:/-][^\\W\u0590-\u08ff]+)*")


def words(text):
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Co"))
    if TURNED.search(text):
        found = PARTS.findall("".join(c for c in text if unicodedata.category(c) != "Mn"))
        # Ligatures that were seen whole are turned in themselves.
        return collections.Counter("".join(sorted(word)) if TURNED.search(word) else word for word in found)
    return collections.Counter(WORD.findall(text))


def agreement(one, other):
    both = sum(one.values()) + sum(other.values())
    return 1.0 if both == 0 else 2 * sum((one & other).values()) / both


def measure(job):
    reader, path = job
    text = ours(reader, path)
    if text is None:
        return None, path.name, [], []
    mine = words(text)
    others = [words(theirs("pdftotext", str(path), "-")), words(theirs("mutool", "draw", "-q", "-F", "txt", str(path)))]
    figures = [agreement(mine, other) for other in others]
    best = max(range(2), key=lambda at: figures[at])
    return figures[best], path.name, list((others[best] - mine).elements())[:6], list((mine - others[best]).elements())[:6]


if __name__ == "__main__":
    reader, folder = sys.argv[1:3]
    paths = sorted(pathlib.Path(folder).glob("*.pdf"))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = list(pool.map(measure, [(reader, path) for path in paths]))
    unreadable = [name for figure, name, *_ in found if figure is None]
    found = sorted(one for one in found if one[0] is not None)
    for figure, name, lacks, more in found if "-v" in sys.argv else found[:20]:
        if figure < 0.98:
            print(f"{figure:.3f} {name}  lacks {lacks}  has {more}")
    figures = [figure for figure, *_ in found]
    share = sum(figure >= 0.9 for figure in figures) / max(len(figures), 1)
    middle = figures[len(figures) // 2] if figures else 0
    print(f"{len(unreadable)} are said to be unreadable: {', '.join(unreadable) or 'none'}")
    print(f"{len(figures)} PDFs: median {middle:.4f}, {100 * share:.1f} of 100 at 0.9 or more")
    sys.exit(0 if middle >= 0.98 and share >= 0.95 else 1)
