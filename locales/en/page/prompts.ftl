### Saved prompts.

##

prompts-title = Prompts
prompts-lead = Type / in the message box to insert one.
prompts-manage = Manage prompts…
prompts-none = No prompts yet.
prompts-add = New prompt
prompts-close = Close
prompts-name = Name
prompts-nameBody = What you type after the slash.
prompts-text = Text
prompts-textBody = Mark what you fill in later as { "{{" }name{ "}}" }; Tab moves from one to the next.
prompts-save = Save
prompts-cancel = Cancel

# $name (Text)
prompts-edit = Edit /{ $name }

# $name (Text)
prompts-remove = Delete /{ $name }
