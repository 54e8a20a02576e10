"""Owns the clipboard and offers several forms of one thing, as spreadsheets and browsers do.

Arguments: `TYPE=PATH` for each form. Prints `owned` once other programs can paste, and stays until it is ended.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

OFFERS = {}
for word in sys.argv[1:]:
    kind, _, path = word.rpartition("=")
    OFFERS[kind] = Path(path).read_bytes()

window = Gtk.Invisible()
targets = Gtk.TargetList.new([Gtk.TargetEntry.new(kind, 0, index) for index, kind in enumerate(OFFERS)])


def give(_widget, selection, _info, _time):
    target = selection.get_target()
    selection.set(target, 8, OFFERS[target.name()])


window.connect("selection-get", give)
for kind in OFFERS:
    Gtk.selection_add_target(window, Gdk.SELECTION_CLIPBOARD, Gdk.Atom.intern(kind, False), 0)
assert Gtk.selection_owner_set(window, Gdk.SELECTION_CLIPBOARD, Gtk.get_current_event_time())


def say():
    print("owned", flush=True)
    return False


GLib.idle_add(say)
Gtk.main()
