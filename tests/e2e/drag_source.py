"""A small GTK 3 window from which things can be dragged, as from a file manager or a browser.

Arguments: x, y, then what is offered: a path (in a `text/uri-list`, as its address), `uri=ADDRESS` (in the same list, as
it is), or `TYPE=PATH` (the bytes of a file under that type). With `slow=PATH` only the first question for what is dragged
is answered at once, and the others when there is a file of that name. Prints `shown`, `began`, `asked` for each question,
and `ended`, so that a test can wait for each.
"""

import sys
import time
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

URI_LIST = "text/uri-list"
X, Y = int(sys.argv[1]), int(sys.argv[2])
OFFERS = {}
slow, asked = None, 0
for word in sys.argv[3:]:
    if word.startswith("/"):
        OFFERS.setdefault(URI_LIST, []).append(Path(word).as_uri())
    elif word.startswith("uri="):
        OFFERS.setdefault(URI_LIST, []).append(word[4:])
    elif word.startswith("slow="):
        slow = Path(word[5:])
    else:
        # A type may have parameters of its own, such as `;charset=utf-8`.
        kind, _, path = word.rpartition("=")
        OFFERS[kind] = Path(path).read_bytes()


def say(word):
    print(word, flush=True)


def give(_widget, _context, selection, _info, _time):
    global asked
    asked += 1
    say("asked")
    while slow and asked > 1 and not slow.exists():
        time.sleep(0.02)
    target = selection.get_target()
    offer = OFFERS[target.name()]
    data = offer if isinstance(offer, bytes) else "".join(f"{line}\r\n" for line in offer).encode()
    selection.set(target, 8, data)


window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.set_default_size(120, 80)
window.move(X, Y)
box = Gtk.EventBox()
box.add(Gtk.Label(label="files"))
targets = [Gtk.TargetEntry.new(name, 0, 0) for name in OFFERS]
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, targets, Gdk.DragAction.COPY)
box.connect("drag-data-get", give)
box.connect("drag-begin", lambda *_: say("began"))
box.connect("drag-end", lambda *_: say("ended"))
window.add(box)
window.connect("map-event", lambda *_: say("shown"))
window.show_all()
Gtk.main()
