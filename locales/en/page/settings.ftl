### The settings; those of the network stand in network.ftl.

##

settings-title = Settings
settings-close = Close

# $version (Text)
settings-version = YouRouter Chat { $version }
settings-keys = Keys and gateways
settings-keysLead = Keys are kept in the system keychain. This window can replace or remove a key but cannot read one back.
settings-gateway = Gateway
settings-keyStates-missing = no key yet
settings-keyStates-keychain = key in the keychain
settings-keyStates-run = key in memory until you quit
settings-keyStates-environment = key from YOUROUTER_API_KEY, for this run
settings-keyStates-notNeeded = no key needed

# $hint (Text)
settings-keyHint = ending in { $hint }
settings-replaceKey = Replace key
settings-addKey = Add key
settings-forgetKey = Forget key
settings-forgetSure = Yes, forget this key
settings-demoTitle = Offline demo
settings-demoBody = Answers from inside the program; no network
settings-demoOpen = Open
settings-demoLeave = Leave
settings-answers = Answers
settings-answersLead = How answers are requested. Nothing here changes your messages.
settings-requests = Requests
settings-streaming = Show answers as they are written
settings-streamingBody = Off: the whole answer appears at once
settings-retrying = Retry before the first token
settings-retryingBody = Up to 4 attempts if the gateway is busy, fails or cannot be reached. Never after text has arrived
settings-failover = When a pinned vendor fails
settings-failoverBody = Ask: you decide each time. “First, then others” in the picker decides for a chat
settings-failovers-off = Show the failure
settings-failovers-ask = Ask
settings-wait = Give up waiting after
settings-waitBody = Reasoning models may be silent for minutes

# $minutes (Number)
settings-minutes =
    { $minutes ->
        [60] 1 hour
       *[other] { $minutes } minutes
    }
settings-limits = Limits
settings-limitsLead = By list prices, as far as they are known. A limit only asks before you send, and never cuts an answer off.
settings-limit-month = Ask above a monthly limit
settings-limit-day = Ask above a daily limit
settings-limit-chat = Ask above a limit for each chat
settings-limitBodies-month = For everything sent in a calendar month
settings-limitBodies-day = For everything sent in a day
settings-limitBodies-chat = For all of a chat, with all its branches
settings-keeping = Keep requests
settings-keepingBody = For the inspector: the newest 64 MB, on this computer. Off: what was kept is deleted
settings-defaults = New chats
settings-defaultRoute = Model and vendor
settings-defaultRouteBody = Choose another in the picker with Ctrl Enter
settings-appearance = Appearance
settings-theme = Theme
settings-themes-system = Follow system
settings-themes-light = Light
settings-themes-dark = Dark
settings-text = Text
settings-reading = Reading size
settings-readingBody = For messages only; View, Zoom changes everything
settings-readings-small = Small
settings-readings-medium = Regular
settings-readings-large = Large
settings-interface = Interface
settings-density = Density
settings-densityBody = Space between rows and controls
settings-densities-compact = Compact
settings-densities-comfortable = Comfortable
settings-transfer = Import and export
settings-transferLead = Bring chats from other programs, or take yours with you. Nothing is sent.
settings-importTitle = Import chats
settings-importBody = From ChatGPT, Claude, Open WebUI, LibreChat, OpenRouter, Cherry Studio or YouRouter Chat
settings-importOpen = Import…
settings-exportTitle = Export chats
settings-exportBody = As web pages, Markdown, or JSON with everything
settings-exportOpen = Export…
settings-data = Data and privacy
settings-shortcuts = Shortcuts
settings-shortcutsLead = On macOS, Command takes the place of Ctrl.

settings-shortcutNames-searchChats = Search chats
settings-shortcutNames-find = Find in this chat
settings-shortcutNames-nextHit = Next / previous hit
settings-shortcutNames-newChat = New chat
settings-shortcutNames-picker = Model and vendor
settings-shortcutNames-attach = Attach files
settings-shortcutNames-usage = Usage
settings-shortcutNames-inspect = Inspect the last answer
settings-shortcutNames-compare = Compare answers
settings-shortcutNames-favourite = Favourite, in the picker
settings-shortcutNames-hide = Hide, in the picker
settings-shortcutNames-settings = Settings
settings-shortcutNames-import = Import
settings-shortcutNames-export = Export
settings-shortcutNames-sidebar = Sidebar
settings-shortcutNames-rename = Rename chat
settings-shortcutNames-deleteChat = Delete chat, in the sidebar
settings-shortcutNames-chatMenu = Menu of a chat, in the sidebar
settings-shortcutNames-undo = Undo deleting
settings-shortcutNames-send = Send
settings-shortcutNames-newLine = New line
settings-shortcutNames-close = Close a dialog, or stop
settings-shortcutNames-editLast = Edit last message
settings-shortcutNames-regenerate = Regenerate
settings-shortcutNames-retryAuto = Retry with auto
settings-shortcutNames-jump = Jump to latest
