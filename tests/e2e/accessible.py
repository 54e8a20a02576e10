"""What a screen reader hears of a program, through the accessibility bus (AT-SPI).

`list PID` prints what the program shows, a JSON object a line: role, name, text, states, in reading order.
`act PID ROLE NAME` does the default action of what has that role and name.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

TOLD = {"focused", "checked", "sensitive", "showing", "editable", "busy"}


def nodes(node):
    """All below a node, in reading order. What goes away while it is looked at is left out."""
    yield node
    for index in range(node.get_child_count()):
        try:
            child = node.get_child_at_index(index)
            if child:
                yield from nodes(child)
        except GLib.Error:
            continue


def described(node):
    states = node.get_state_set()
    text = Atspi.Text.get_text(node, 0, -1) if "Text" in node.get_interfaces() else ""
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        # Where something else stands in a text there is a mark for it.
        "text": text.replace("\ufffc", ""),
        "states": [name for name in TOLD if states.contains(getattr(Atspi.StateType, name.upper()))],
    }


def program(pid):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        one = desktop.get_child_at_index(index)
        if one and one.get_process_id() == pid:
            return one
    sys.exit(f"process {pid} is not on the accessibility bus")


command, pid, *rest = sys.argv[1:]
for node in nodes(program(int(pid))):
    try:
        if command == "list":
            print(json.dumps(described(node)))
        elif [node.get_role_name(), node.get_name()] == rest and "Action" in node.get_interfaces():
            sys.exit(0 if Atspi.Action.do_action(node, 0) else "it refused")
    except GLib.Error:
        continue
if command == "act":
    sys.exit(f"there is no {rest}")
