### Words of the window: sidebar, header, links, keys, the first screen.

##

sidebar-label = Conversations
sidebar-hide = Hide sidebar
sidebar-show = Show sidebar
sidebar-newChat = New chat
sidebar-search = Search
sidebar-settings = Settings
sidebar-usage = Usage
sidebar-none = Your chats will be listed here.
sidebar-today = Today
sidebar-yesterday = Yesterday
sidebar-week = Previous 7 days
sidebar-auto = Automatic routing

# $vendor (Text)
sidebar-pinned = Pinned to { $vendor }
sidebar-running = Answer in progress
sidebar-unread = New answer
sidebar-folders = Folders
sidebar-pinnedGroup = Pinned
sidebar-gateway = Gateway and key

# $hint (Text)
sidebar-keyEnding = Key ending { $hint }
sidebar-demo = Offline demo
sidebar-noKey = No key

##

header-untitled = New chat
header-conversation = Conversation
header-export = Export
header-systemPrompt = System prompt
header-systemPromptSet = System prompt, set
header-menu = Chat actions

# $model (Text), $mode (Text), $gateway (Text, may be none)
header-route =
    { $gateway ->
        [none] Model and vendor: { $model }, { $mode }
       *[other] Model and vendor: { $model }, { $mode }, on { $gateway }
    }

##

link-odd = Check where this link leads
link-image = Image on the web, not loaded
link-unnamedImage = Image without a description
link-title = Open this link?
link-imageTitle = Open this image in your browser?
link-host = Host
link-written = As displayed
link-address = Address
link-open = Open in browser
link-cancel = Cancel
link-warnings-namesAnotherHost = The link’s text names a different site than the one it opens.
link-warnings-reordersText = The link’s text has hidden marks that show its letters in another order.
link-warnings-encodedHost = The host name has look-alike letters.
link-warnings-mixedScripts = The host name mixes letters of several alphabets.
link-warnings-hasUser = The part before the @ looks like a host name but isn’t; it was removed.
link-imageBody = The image is on the web and was not loaded. The site’s owner will see that you opened it.

##

key-label = API key
key-show = Show key
key-hide = Hide key
key-check = Check and continue
key-checkAgain = Check again
key-checking = Checking…
key-saving = Saving…

# $host (Text)
key-assure = Saved in the system keychain. This window cannot read it back. It is sent to { $host } and to nobody else.
key-cleaned = Quotes, “Bearer” or invisible characters around the key were removed.
key-empty = Paste a key first.

# $gateway (Text), $status (Number, may be none)
key-refused =
    { $status ->
        [none] { $gateway } did not accept this key.
       *[other] { $gateway } did not accept this key ({ $status }).
    }

# $length (Number), $end (Text)
key-refusedHint = Check that it was copied whole: it was { $length } characters long and ended in { $end }.

# $reason (Text, may be none)
key-unchecked =
    { $reason ->
        [none] The key could not be checked.
       *[other] The key could not be checked. { $reason }
    }
key-network = Network settings
key-saveUnchecked = Save without checking
key-keychainTitle = The system keychain is not available
key-keychainBody = Unlock it to remember the key, or keep the key in memory until you quit. It is never written to a file.
key-tryAgain = Try again
key-onlyNow = Only this time
key-replaceTitle = Replace the key
key-addTitle = Add a key

# $host (Text)
key-replaceLead = For { $host }. The current key stays until the new one is accepted.
key-cancel = Cancel

##

gateway-label = Base URL
gateway-use = Use this gateway
gateway-another = Use another gateway
gateway-hint = Any OpenAI-compatible base URL, such as http://127.0.0.1:8080/v1. Each gateway has its own key.
gateway-fixed = Set for this run by YOUROUTER_BASE_URL.

##

# $gateway (Text)
onboarding-title = Paste your { $gateway } key
# $gateway (Text)
onboarding-lead = One key reaches every model. Choose the vendor yourself, or let { $gateway } route each call.
# $gateway (Text)
onboarding-leadOneVendor = One key reaches every model of { $gateway }.
# $count (Number), $gateway (Text)
onboarding-fan = One key reaches { $count } vendors through { $gateway }
onboarding-fanYou = You
# $count (Number)
onboarding-fanVendors = { $count } vendors, or automatic
onboarding-demoTitle = No key yet?
onboarding-demoBody = The demo answers from inside the program. It makes no network requests.
onboarding-demo = Try the offline demo
onboarding-getKey = Get a key
onboarding-sent = What is sent, and where
onboarding-network = Network settings
onboarding-skip = Continue without a key

## How whole sentences are put together

# $first (Text), $second (Text)
lists-sentences = { $first } { $second }

##

sending-title = What is sent, and where
sending-close = Close
sending-occasions-chat = A message is sent when you send it or ask for another answer, and again if that fails and Settings allow it.
sending-occasions-keyCheck = A key is checked when you enter it.
sending-occasions-models = The list of models is requested once a key is in memory, unless the list is less than an hour old, and when you press Refresh.
sending-occasions-connectionTest = Test connection, in Settings, requests that list, too.

sending-facts-where-title = Where

# $host (Text)
sending-facts-where-body = Only to { $host }. No update checks, no analytics, no titles made by a model.
sending-facts-when-title = When

# $occasions (Text)
sending-facts-when-body = { $occasions } Nothing else is ever sent; Settings, Network log lists each request.
sending-facts-what-title = What
sending-facts-what-body = With a message: its conversation with files and parameters, the model, the vendor if you pinned one, and your key. With anything else: your key only.
sending-facts-key-title = The key
sending-facts-key-body = Kept in the system keychain. This window can hand a key over but can never read one back.
sending-facts-here-title = What stays here
sending-facts-here-body = Chats, drafts and files are kept on this computer.
sending-facts-links-title = Links and images
sending-facts-links-body = A link opens in your browser, only when you choose it. Images in answers are never loaded from the network.
