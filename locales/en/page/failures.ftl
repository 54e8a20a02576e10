### Failures, by their codes. Voice: say what happened, what it means, what you can do; plain words, no apologies.

##

attachmentProblems-unsupportedType = Not an image, PDF, Office document or text
attachmentProblems-svg = SVG can contain scripts; save it as PNG first
attachmentProblems-heif = This system can’t decode it; save it as JPEG first
attachmentProblems-tooManyPixels = Too many pixels; at most 100 megapixels
attachmentProblems-sideTooLong = Over 30,000 pixels on one side; cut it into parts
attachmentProblems-tooMuchMemory = Needs too much memory to decode; save a smaller copy
attachmentProblems-tooLarge = Larger than 20 MB
attachmentProblems-tooLargeInAll = Over 100 MB with the other files
attachmentProblems-empty = The file is empty
attachmentProblems-noText = It has no text
attachmentProblems-damaged = Damaged or cut short
attachmentProblems-encrypted = Password-protected; save a copy without the password
attachmentProblems-tooMuchInside = Holds more text than can be read; save the part you need
attachmentProblems-tooSlow = Takes too long to read; save it as PDF or text
attachmentProblems-folder = Folders can’t be attached; drop the files in it
attachmentProblems-link = A link, not a file; save it first, then drop the file
attachmentProblems-unreadable = Can’t be read, or no longer there
attachmentProblems-gone = No longer there
attachmentProblems-notAllowed = No permission to read it
attachmentProblems-notAFile = A pipe or a device, not a file
attachmentProblems-tooMany = One message takes 20 files; send some of them first
attachmentProblems-notDrawn = Its pages can’t be rendered as images
attachmentProblems-stillPreparing = A file is still being prepared
attachmentProblems-stopped = Stopped

##

# $name (Text)
decoderPackage = This system can’t decode it: install { $name }, or save it as JPEG

## Variables by name: $gateway (Text), $host (Text), $vendor (Text), $isPinned (Claim), $detail (Text, may be none), $sentence (Text, may be none), $status (Number, may be none), $wait (Text, may be none), $hasText (Claim), $isLink (Claim)

## Variables by name: $gateway (Text), $host (Text), $vendor (Text), $isPinned (Claim), $detail (Text, may be none), $sentence (Text, may be none), $status (Number, may be none), $wait (Text, may be none), $hasText (Claim), $isLink (Claim)

failures-missingKey-title = A key is needed
failures-missingKey-body = There is no key for { $host }. Your message is kept; add a key and send it again.
failures-keychainUnavailable-title = The system keychain is not available
failures-keychainUnavailable-body = Unlock it and try again, or keep the key in memory until you quit. It is never written to a file.
failures-unauthorized-title = { $gateway } did not accept the key
failures-unauthorized-body =
    { $sentence ->
        [none] The key may have been revoked or replaced, or it may not be allowed to use this model. Your message is kept and can be sent again.
       *[other] { $gateway } says: { $sentence } The key may have been revoked or replaced, or it may not be allowed to use this model. Your message is kept and can be sent again.
    }
failures-balance-title = { $gateway } says the balance is too low
failures-balance-body =
    { $detail ->
        [none] The account has no balance for this call. The dashboard shows it.
       *[other] { $detail }
    }
failures-rateLimited-title =
    { $isPinned ->
        [yes] { $vendor } is limiting requests
       *[other] { $gateway } is limiting requests
    }
failures-rateLimited-body =
    { $isPinned ->
        [yes] { $wait ->
            [none] You pinned this conversation to { $vendor }, so YouRouter may not use another vendor. Automatic routing can.
           *[other] You pinned this conversation to { $vendor }, so YouRouter may not use another vendor. Automatic routing can. The server asks to wait { $wait }.
        }
       *[other] { $wait ->
            [none] Too many requests for now.
           *[other] Too many requests for now. The server asks to wait { $wait }.
        }
    }
failures-overloaded-title = The gateway or the vendor failed
failures-overloaded-body =
    { $hasText ->
        [yes] { $status ->
            [none] { $sentence ->
                [none] The text so far is kept. If it keeps happening, wait a little.
               *[other] { $gateway } says: { $sentence } The text so far is kept. If it keeps happening, wait a little.
            }
           *[other] { $sentence ->
                [none] The text so far is kept. If it keeps happening, send the request ID to support.
               *[other] { $gateway } says: { $sentence } The text so far is kept. If it keeps happening, send the request ID to support.
            }
        }
       *[other] { $status ->
            [none] { $sentence ->
                [none] No text was received. If it keeps happening, wait a little; your message can be sent again.
               *[other] { $gateway } says: { $sentence } No text was received. If it keeps happening, wait a little; your message can be sent again.
            }
           *[other] { $sentence ->
                [none] No text was received. If it keeps happening, send the request ID to support; your message can be sent again.
               *[other] { $gateway } says: { $sentence } No text was received. If it keeps happening, send the request ID to support; your message can be sent again.
            }
        }
    }
failures-rejected-title =
    { $status ->
        [404] The gateway does not know this model or address
       *[other] The request was refused
    }
failures-rejected-body =
    { $detail ->
        [none] The gateway gave no reason.
       *[other] { $gateway } says: { $detail }
    }
failures-tooLong-title =
    { $status ->
        [413] Too large for the gateway
       *[other] Too long for this model
    }
failures-tooLong-body =
    { $status ->
        [413] { $sentence ->
            [none] Send fewer or smaller files, or start a new chat.
           *[other] { $gateway } says: { $sentence } Send fewer or smaller files, or start a new chat.
        }
       *[other] { $detail ->
            [none] Send a shorter message or fewer files, or start a new chat.
           *[other] { $gateway } says: { $detail }
        }
    }
failures-offline-title = Could not reach { $host }
failures-offline-body =
    { $detail ->
        [none] Check the network connection. Your message is kept.
       *[other] Check the network connection. Your message is kept. The system says: { $detail }
    }
failures-timedOut-title = No reply came in time
failures-timedOut-body = { $host } was silent for longer than the limit in Settings. Your message is kept.
failures-streamCut-title = The answer broke off
failures-streamCut-body =
    { $hasText ->
        [yes] Connection lost; the text so far is kept.
       *[other] Connection lost before any text came.
    }
failures-attachment-title = A file cannot be sent
failures-attachment-body =
    { $detail ->
        [none] Remove it from the message and send again.
       *[other] { $detail }
    }
failures-storage-title = The disk or the database failed
failures-storage-body =
    { $detail ->
        [none] Something could not be read or saved. Check the free space.
       *[other] Something could not be read or saved. The system says: { $detail }
    }
failures-diskFull-title = The disk is full
failures-diskFull-body = Nothing more can be saved until there is free space. Delete or move some files, then try again.
failures-storageBusy-title = Another program is using the database
failures-storageBusy-body = A backup or a sync program may have locked it. Wait until it is done, then try again.
failures-invalid-title = This cannot be used
failures-invalid-body =
    { $detail ->
        [none] Change it and try again.
       *[other] { $detail }
    }
failures-answerRunning-title = An answer is still being written
failures-answerRunning-body = Wait until it ends, or stop it. Your message is kept.
failures-emptyMessage-title = The message is empty
failures-emptyMessage-body = Type something, or attach a file.
failures-notInDraft-title = A file is no longer attached
failures-notInDraft-body = It was removed from this message meanwhile. Attach it again, or send the message without it.
failures-linkRefused-title = This link can’t be opened
failures-linkRefused-body = Only web and mail links without a password can be opened. You can copy the link instead.
failures-noProgram-title =
    { $isLink ->
        [yes] No browser could open this link
       *[other] No program could open this
    }
failures-noProgram-body =
    { $isLink ->
        [yes] { $detail ->
            [none] Choose a default browser in the system settings, or copy the link.
           *[other] Choose a default browser in the system settings, or copy the link. The system says: { $detail }
        }
       *[other] { $detail ->
            [none] Choose a default program for it in the system settings.
           *[other] Choose a default program for it in the system settings. The system says: { $detail }
        }
    }
failures-internal-title = Something failed in YouRouter Chat
failures-internal-body =
    { $detail ->
        [none] The fault is in the program, not in your message.
       *[other] The fault is in the program, not in your message. Details: { $detail }
    }

##

saving-why-diskFull = Not saved yet: the disk is full.
saving-why-storageBusy = Not saved yet: another program is using the database.

# $detail (Text, may be none)
saving-why-other =
    { $detail ->
        [none] Not saved yet: the database cannot be written.
       *[other] Not saved yet: the database cannot be written ({ $detail }).
    }
saving-meanwhile = Answers continue here and are saved as soon as that works again. Keep this window open until then.
saving-resumed = Everything is saved

##

# $more (Number)
tooManyMore = And { $more } more: one message takes 20 files; send some of them first

##

unsupportedKinds-iwork = A Pages, Numbers or Keynote file; export it as PDF, .docx, .xlsx or .pptx
unsupportedKinds-visio = A Visio drawing; export it as PDF
unsupportedKinds-xpsdocument = An XPS document; print it to PDF
unsupportedKinds-outlookData = An Outlook data file; save the mails you need as .eml or PDF
unsupportedKinds-outlook = An Outlook mail; save it as .eml or PDF
unsupportedKinds-onenote = A OneNote section; export the pages as PDF or .docx
unsupportedKinds-publisher = A Publisher document; export it as PDF
unsupportedKinds-project = A Project plan; export it as PDF or .xlsx
unsupportedKinds-wordperfect = A WordPerfect document; save it as .docx or PDF
unsupportedKinds-database = A database; export the tables you need as CSV
unsupportedKinds-opendocument = An OpenDocument drawing, formula or database; export it as PDF
unsupportedKinds-ebook = An e-book; save it as EPUB, PDF or text
unsupportedKinds-bigtiff = A BigTIFF image; save it as TIFF, PNG or JPEG
unsupportedKinds-jpegXl = A JPEG XL image; save it as PNG or JPEG
unsupportedKinds-photoshop = A Photoshop file; export it as PNG or JPEG
unsupportedKinds-djvu = A DjVu document; save it as PDF
unsupportedKinds-escapedText = Text in an encoding that can’t be read; save it as UTF-8
unsupportedKinds-windowsDrawing = A Windows drawing; save it as PNG
unsupportedKinds-cad = A CAD drawing; export it as PDF
unsupportedKinds-image = An image format that can’t be read; save it as PNG or JPEG
unsupportedKinds-video = Video can’t be attached; attach a screenshot
unsupportedKinds-audio = Audio can’t be attached; attach a transcript
unsupportedKinds-program = A program can’t be attached
unsupportedKinds-font = A font can’t be attached; attach an image of it
unsupportedKinds-archive = An archive; unpack it and drop the files in it
