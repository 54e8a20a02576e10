### Why the program cannot start, and the ways on.

tryAgain = Try Again
otherFolder = Choose Another Folder…
salvage = Recover Chats
useBackup = Use the Backup
goOn = Continue
startEmpty = Start Empty
ignoreBaseUrl = Continue Without It
folderTitle = Choose a folder for your chats

usageTitle = YouRouter Chat was started with an unknown option
noFolderTitle = There is no folder for your chats
noFolder = The system names no folder for application data. Choose one for this start, or set it with --data-dir.
folderFailedTitle = The data folder cannot be used
# $path (Text), $why (Text)
folderFailed =
    { $path } cannot be created or written to: { $why }.

    Make it writable, or choose another folder.
openTitle = YouRouter Chat is already open
# $path (Text)
open = It uses { $path }, but does not answer. Close it and try again, or choose another folder.
baseUrlTitle = YOUROUTER_BASE_URL cannot be used
# $why (Text)
baseUrl =
    { $why }.

    Correct the variable and start again, or continue with the gateway from Settings.
attachmentsTitle = The folder of attached files cannot be used
# $path (Text), $why (Text)
attachments =
    { $path }: { $why }.

    If a file has this name, move it away, then try again; or choose another folder.
noDisplayTitle = YouRouter Chat needs a display
noDisplay = It was started without a graphical session.
failedTitle = YouRouter Chat could not start

damagedTitle = Your chats cannot be read
# $path (Text), $why (Text)
damaged =
    { $path } is damaged: { $why }.

    Recovering reads all chats that can still be read into a new file. Whatever you choose, the damaged file and your attached files are kept beside it, so that they can still be repaired.
newerTitle = Your chats were saved by a newer version
# $path (Text)
newer =
    { $path } cannot be opened by this version. Update YouRouter Chat, or choose another folder. Nothing was changed.

    If there is a backup, it holds your chats as they were before the newer version first opened them.
foreignTitle = This is not a database of YouRouter Chat
# $path (Text)
foreign = { $path } belongs to another program. Choose another folder. Nothing was changed.
busyTitle = Another program is using your chats
# $path (Text)
busy = { $path } is locked, perhaps by a backup or a sync program. Wait until it is done, then try again.
fullTitle = The disk is full
# $path (Text)
full = There is no space left for { $path }. Delete or move some files, then try again.
databaseTitle = Your chats cannot be opened
# $path (Text), $why (Text)
database =
    { $path }: { $why }.

    Allow access to it and try again, or choose another folder.

# $chats (Number), $messages (Number)
recoveredTitle = Recovered { $chats ->
        [one] { $chats } chat
       *[other] { $chats } chats
    } with { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }
# $damaged (Number), $pages (Number)
recoveredDamaged = { $damaged ->
        [one] { $damaged } place
       *[other] { $damaged } places
    } in the { $pages } pages of the damaged file could not be read.
# $messages (Number)
recoveredEmpty = { $messages ->
        [one] { $messages } message was found without its text.
       *[other] { $messages } messages were found without their text.
    }
# $path (Text)
recoveredKept = The damaged file is kept as { $path }.
