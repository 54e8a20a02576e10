### The dialog of exports; loaded with it.

##

exports-title = Export
exports-lead = Saved to a file you choose. Nothing is sent.
exports-what = Chats
exports-whatBody = Only the version shown of each message
exports-scopes-one = This chat
# What stands on the button is the folder's name, or how many chats are selected.
exports-scopes-some = Selected chats
exports-scopes-all = All chats
exports-as = Format
exports-formats-html = Web page
exports-formats-markdown = Markdown
exports-formats-json = JSON
exports-formatBodies-html = One file with its images, to read and to print. No scripts; nothing is loaded from the web
exports-formatBodies-markdown = The text as written. Files are named, not included
exports-formatBodies-json = Everything, with all branches and files, to be imported again
exports-choose = Export…
exports-close = Close
exports-stop = Stop
exports-none = There are no chats to export yet.
exports-working = Writing…

# $chats (Number)
exports-some =
    { $chats ->
        [one] { $chats } chat
       *[other] { $chats } chats
    }

# $done (Number), $all (Number)
exports-progress = { $done } of { $all } chats

# $place (Text)
exports-saved = Saved as { $place }

# $count (Number), $place (Text)
exports-savedAll =
    { $count ->
        [one] { $count } chat saved in { $place }
       *[other] { $count } chats saved in { $place }
    }

# $count (Number), $place (Text)
exports-stopped =
    { $count ->
        [one] Stopped. { $count } chat is in { $place }
       *[other] Stopped. { $count } chats are in { $place }
    }
exports-failed = Not exported.
exports-open = Open
exports-show = Show in folder
