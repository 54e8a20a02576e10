### What speaks against sending files as they are planned.

##

sendNotes-unsupported-listed-image = The gateway lists this model as one that takes no images.
sendNotes-unsupported-listed-pdf = The gateway lists this model as one that takes no PDFs.
sendNotes-unsupported-refused-image = This model has refused images.
sendNotes-unsupported-refused-pdf = This model has refused PDFs.
sendNotes-unsupported-inferred-image = This model probably doesn’t accept images.
sendNotes-unsupported-inferred-pdf = This model probably doesn’t accept PDFs.

# $input (Name), $files (Number)
sendNotes-earlier =
    { $input ->
        [pdf] { $files ->
            [one] { $files } earlier PDF would be sent again.
           *[other] { $files } earlier PDFs would be sent again.
        }
       *[image] { $files ->
            [one] { $files } earlier file with images would be sent again.
           *[other] { $files } earlier files with images would be sent again.
        }
    }
sendNotes-leaveOut-image = Leave images out
sendNotes-leaveOut-pdf = Leave PDFs out
sendNotes-changeModel = Change model

# $maker (Text)
sendNotes-reasoning = The last answer came from { $maker }: its reasoning is not passed on.
# $tokens (Text), $most (Text)
sendNotes-tooLong = This may not fit: ≈ { $tokens } of { $most } tokens.
sendNotes-openContext = Open context
sendNotes-title = From the gateway’s list; else from what the model has refused, and from its family.

## $images (Number)

sendNotes-warnings-large = Over 20 MB in all: many vendors refuse that.
sendNotes-warnings-tooLarge = Over 100 MB in all: too much for one message. Remove some files.
sendNotes-warnings-manyImages = { $images } images in all: some vendors take 20 at most.
sendNotes-warnings-tooManyFiles = More than 20 files: too many for one message. Remove some.
