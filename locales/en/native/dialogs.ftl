### The title of the window, the system's dialogs for files, and what is said without a page.

program = YouRouter Chat
newChat = New chat
# $chat (Text)
windowTitle = { $chat } - YouRouter Chat

attach = Attach files
allFiles = All files
attachable = Images, documents and text
images = Images
pdfs = PDFs
officeDocuments = Office documents
texts = Text
trust = Add certificate authorities
certificates = Certificates (PEM)
saveCopy = Save a copy
saveBackup = Save a backup
backupName = YouRouter Chat backup
backup = Backup
restoreBackup = Restore a backup
backups = Backups
exportUsage = Export usage
csv = CSV
exportChat = Export chat
exportChats = Export chats
exportAllName = YouRouter chats
webPage = Web page
markdown = Markdown
json = JSON
importChats = Import chats
importable = Exports (.zip, .json)
pastedImage = Pasted image

quit = Quit
cancel = Cancel
choose = Choose
crashTitle = YouRouter Chat has to close
crashBody = Something failed in the program. Everything that was saved is kept, and an answer that was being written keeps the text it had. The log in the data folder says more.
windowFailsTitle = The window keeps failing
windowFailsBody = The web view of the system ended several times in a row, perhaps because there is too little memory. Your chats are kept. Close other programs and try again, or quit.

# $name (Text)
trial = Repeat: { $name }
