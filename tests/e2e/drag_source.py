"""A small GTK 3 window from which files can be dragged, as from a file manager.

Arguments: x, y, then the files. Prints `shown`, `began` and `ended`, so that a test can wait for each.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

X, Y, FILES = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]


def say(word):
    print(word, flush=True)


def give(_widget, _context, selection, _info, _time):
    selection.set_uris([Path(file).resolve().as_uri() for file in FILES])


window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.set_default_size(120, 80)
window.move(X, Y)
box = Gtk.EventBox()
box.add(Gtk.Label(label="files"))
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
box.drag_source_add_uri_targets()
box.connect("drag-data-get", give)
box.connect("drag-begin", lambda *_: say("began"))
box.connect("drag-end", lambda *_: say("ended"))
window.add(box)
window.connect("map-event", lambda *_: say("shown"))
window.show_all()
Gtk.main()
