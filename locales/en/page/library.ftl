### Keeping chats: lists, folders, menus, what was deleted, branches.

##

library-name = Name
library-archived = Archived
library-deleted = Recently deleted
library-back = All chats
library-none-chats = Your chats will be listed here.
library-none-folder = No chats in this folder yet. New chat starts one here; you can also move chats here.
library-none-archived = No archived chats.
library-none-deleted = Deleted chats stay here for 30 days.

# $chats (Number)
library-selected = { $chats } selected
library-clearSelection = Clear selection

# $chats (Number)
library-menu =
    { $chats ->
        [1] Chat
       *[other] { $chats } chats
    }

# $chats (Number)
library-dragged =
    { $chats ->
        [one] { $chats } chat
       *[other] { $chats } chats
    }
library-rename = Rename
library-pin = Pin
library-unpin = Unpin
library-move = Move to folder
library-archive = Archive
library-unarchive = Move out of archive
library-remove = Delete
library-restore = Restore
library-purge = Delete permanently
library-usage = Usage…
library-branches = Branches
library-branchesWait = An answer is being written. Stop it, or wait for its end, to show another branch.
library-branchesLead = Where this chat was edited or answered again. Choose a branch to show it.
library-you = You
library-noText = No text

# $messages (Number)
library-skipped =
    { $messages ->
        [one] { $messages } message before
       *[other] { $messages } messages before
    }
library-close = Close
library-exportChat = Export
library-empty = Empty
library-newFolder = New folder
library-folderMenu = Folder actions
library-folderSettings = Folder settings
library-deleteFolder = Delete folder
library-hides = Show these chats only in the folder
library-hidesBody = They no longer appear among all chats, unless pinned
library-model = Model for new chats
library-modelUnset = As for all chats
library-vendor = Vendor
library-prompt = System prompt
library-promptBody = Sent with chats in this folder that have no system prompt of their own.
library-unreadable = The settings of this folder can’t be read, so nothing is sent from its chats. Set them again and save.
library-save = Save
library-create = Create
library-cancel = Cancel
library-undo = Undo
library-dismiss = Dismiss

# $chats (Number)
library-done-delete =
    { $chats ->
        [one] Chat deleted
       *[other] { $chats } chats deleted
    }

# $chats (Number)
library-done-archive =
    { $chats ->
        [one] Chat archived
       *[other] { $chats } chats archived
    }

# $chats (Number)
library-done-unarchive =
    { $chats ->
        [one] Chat moved out of archive
       *[other] { $chats } chats moved out of archive
    }

# $chats (Number)
library-done-restore =
    { $chats ->
        [one] Chat restored
       *[other] { $chats } chats restored
    }

# $chats (Number), $folder (Text)
library-done-move =
    { $chats ->
        [one] { $chats } chat added to { $folder }
       *[other] { $chats } chats added to { $folder }
    }

# $folder (Text)
library-done-there = Already in { $folder }

# $chats (Number)
library-purgeTitle =
    { $chats ->
        [1] Delete this chat permanently?
       *[other] Delete { $chats } chats permanently?
    }
library-purgeBody = Messages and files are removed from this computer. This cannot be undone.

# $name (Text)
library-deleteFolderTitle = Delete the folder “{ $name }”?
library-deleteFolderBody = Its chats are kept.
