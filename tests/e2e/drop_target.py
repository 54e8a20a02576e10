"""A small GTK 3 window on which files can be dropped, as on a file manager.

Arguments: x, y. Prints `shown`, `covered` and `seen` as other windows
hide it or not, `over` for each place that something is held at, then for each file that is dropped `got HASH MODE NAME`: the SHA-256 of what it read, the
file's permissions in octal, and its name as Python writes it.
"""

import hashlib
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

X, Y = int(sys.argv[1]), int(sys.argv[2])


def say(words):
    print(words, flush=True)


def take(_widget, _context, _x, _y, selection, _info, _time):
    for address in selection.get_uris():
        path = Path(unquote(urlsplit(address).path))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        say(f"got {digest} {path.stat().st_mode & 0o777:o} {path.name!r}")


window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.set_default_size(160, 120)
window.move(X, Y)
box = Gtk.EventBox()
box.add(Gtk.Label(label="drop here"))
box.drag_dest_set(Gtk.DestDefaults.ALL, [], Gdk.DragAction.COPY)
box.drag_dest_add_uri_targets()
box.connect("drag-data-received", take)
box.connect("drag-motion", lambda *_: say("over"))
window.add(box)
window.add_events(Gdk.EventMask.VISIBILITY_NOTIFY_MASK)
window.connect("visibility-notify-event", lambda _, event: say("covered" if event.state == Gdk.VisibilityState.FULLY_OBSCURED else "seen"))
window.connect("map-event", lambda *_: say("shown"))
window.show_all()
Gtk.main()
