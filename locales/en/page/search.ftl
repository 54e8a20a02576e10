### The search over all chats, and the one within a chat.

##

find-label = Find in this chat
find-previous = Previous hit
find-next = Next hit
find-close = Close find
find-none = No hits

# $at (Number), $all (Number)
find-count = { $at } of { $all }
find-otherVersion = in another version

##

search-label = Search chats
search-placeholder = Search titles, messages and files
search-clear = Clear
search-results = Results
search-chips = Filters
search-none = Nothing found.
search-noneNew = Nothing in the newest messages.
search-empty = No chats yet.
search-move = Move
search-open = Open at the hit
search-untitled = Untitled
search-newestFirst = Newest first
search-bestFirst = Best first
search-orderTitle = The best of the newest 2,000 hits first, or the newest first
search-older = Searching older messages…

# $percent (Number)
search-indexing = Indexing, { $percent } %. Not all messages can be found yet.
search-needsLetter = Type one more letter to search all messages.

# $operator (Text), $filter (Name)
search-misread =
    { $filter ->
        [before] { $operator } is not a filter; searched for as text. A date looks like 2026-11-28, 2026-11 or 2026.
        [after] { $operator } is not a filter; searched for as text. A date looks like 2026-11-28, 2026-11 or 2026.
        [role] { $operator } is not a filter; searched for as text. Use role:user or role:assistant.
        [in] { $operator } is not a filter; searched for as text. Use in:title, in:code, in:reasoning or in:file.
        [has] { $operator } is not a filter; searched for as text. Use has:file, has:image or has:code.
        [is] { $operator } is not a filter; searched for as text. Use is:pinned or is:archived.
       *[other] { $operator } is not a filter; searched for as text.
    }

# By name: $hits (Number), $chats (Number), $isMore (Claim)
search-count =
    { $isMore ->
        [yes] 1,000+ hits
       *[other] { $hits ->
            [one] { $hits } hit in { $chats ->
                [one] { $chats } chat
               *[other] { $chats } chats
            }
           *[other] { $hits } hits in { $chats ->
                [one] { $chats } chat
               *[other] { $chats } chats
            }
        }
    }
search-roles-user = You
search-roles-assistant = Answer
search-roles-system = System
search-roles-tool = Tool
search-places-file = File
search-places-reasoning = Reasoning
search-filters-role = Who wrote it
search-filters-model = Answers of a model
search-filters-vendor = Answers of a vendor
search-filters-in = Where to look
search-filters-has = Messages with files or code
search-filters-is = Pinned or archived chats
search-filters-after = Since a day, month or year
search-filters-before = Before a day, month or year

search-exactPhrase = Exact phrase
search-exclude = Leave out this word
