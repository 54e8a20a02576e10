### What lies on this computer and its backups; loaded with the settings.

##

data-title = Data and privacy
data-lead = Everything is stored on this computer. Messages and files go only to the gateway you choose. No usage statistics are collected.
data-here = On this computer
data-folder = Data folder
data-openFolder = Open Folder
data-chats = Chats

# $chats (Number), $size (Text)
data-chatsBody =
    { $chats ->
        [one] { $chats } chat, { $size }, with settings and the network log
       *[other] { $chats } chats, { $size }, with settings and the network log
    }
data-files = Attached files

# $files (Number), $size (Text)
data-filesBody =
    { $files ->
        [one] { $files } file, { $size }
       *[other] { $files } files, { $size }
    }
data-rest = Other

# $requests (Text), $search (Text), $log (Text)
data-restBody = Requests kept for the inspector { $requests } (part of the chats), search index { $search }, log { $log }
data-aside = Damaged data

# $size (Text)
data-asideBody = { $size }, set aside when it could not be read
data-backups = Backups
data-backUp = Back up chats

# $size (Text)
data-backUpBody = Made each day you use YouRouter Chat; the last 5 are kept. { $size } now
data-noBackup = Made each day you use YouRouter Chat; the last 5 are kept. None yet

# $why (Text)
data-failed = The last backup failed: { $why }
data-backUpNow = Back Up Now
data-save = Save As…
data-made = Backup made
data-saved = Backup saved, with attached files
data-making = Backing up…
data-fromFile = Restore from a file
data-fromFileBody = A backup that you saved, or chat.sqlite from another data folder
data-choose = Choose File…
data-restore = Restore…

# $when (Text)
data-restoreNamed = Restore the backup of { $when }
data-kinds-daily = Daily
data-kinds-manual = Made by you
data-kinds-replaced = Before a restore
data-kinds-update = Before an update

# $when (Text)
data-restoreTitle = Restore the backup of { $when }?
data-restoreFileTitle = Restore a backup from a file?
data-restoreBody = Your chats and settings become what they were then. What you have now is kept as a backup first. Answers being written are stopped.
data-restoreAction = Restore
data-restoring = Restoring…
data-restored = Backup restored
data-remove = Remove
data-deleteAll = Delete everything
data-deleteAllBody = Chats, files, backups, settings, log, and your keys in the system keychain
data-deleteOpen = Delete Everything…
data-deleteTitle = Delete everything?
data-deleteLead = All chats, files, backups and settings are removed from this computer, and your keys from the system keychain. This cannot be undone. Backups you saved elsewhere are not touched.
data-deleteWord = delete
data-deleteLabel = Type “delete” to confirm
data-deleteAction = Delete Everything
data-deleting = Deleting…
data-cancel = Cancel
data-deleted = Everything was deleted

# $keys (Text)
data-keysLeft = The system keychain kept these entries. Remove them there (service “yourouter-chat”): { $keys }

# $files (Text)
data-filesLeft = These files could not be removed: { $files }
