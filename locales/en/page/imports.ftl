### The dialog of imports; loaded with it.

##

imports-title = Import chats
imports-lead = From exports of ChatGPT, Claude, Open WebUI, LibreChat, OpenRouter, Cherry Studio or YouRouter Chat: .zip or .json files. Nothing is sent.
imports-again = Importing the same file again adds only what is new.
imports-choose = Choose files…
imports-close = Close
imports-stop = Stop
imports-working = Importing…

# $count (Number)
imports-progress =
    { $count ->
        [one] { $count } chat imported so far
       *[other] { $count } chats imported so far
    }
imports-failed = Not imported.

# $chats (Number)
imports-counts-added =
    { $chats ->
        [one] { $chats } chat in
       *[other] { $chats } chats in
    }

# $chats (Number)
imports-counts-updated = { $chats } brought up to date

# $chats (Number)
imports-counts-unchanged = { $chats } unchanged

# $folders (Number)
imports-counts-folders =
    { $folders ->
        [one] { $folders } new folder
       *[other] { $folders } new folders
    }

# $prompts (Number)
imports-counts-prompts =
    { $prompts ->
        [one] { $prompts } new prompt
       *[other] { $prompts } new prompts
    }

# $chats (Number)
imports-counts-leftOut = { $chats } left out

# $counts (Text), $isStopped (Claim)
imports-done =
    { $isStopped ->
        [yes] Stopped. { $counts }
       *[other] { $counts }
    }
imports-leftOut = Left out

# $more (Number)
imports-andMore = and { $more } more
