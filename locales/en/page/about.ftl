### What the program says of itself; loaded with the dialog that shows it.

##

about-title = YouRouter Chat
about-lead = A desktop chat client for YouRouter and other OpenAI-compatible gateways.
about-problemTitle = Report a problem
about-problemLead = Copy these details, add what you did and what happened, and send both to YouRouter support (docs.yourouter.ai). The data folder has the log in “logs”: no key, no prompt and no answer is in it.
about-names-version = Version
about-names-system = System
about-names-view = Web view
about-names-gateway = Gateway
about-names-window = Window
about-names-licence = Licence
about-names-parts = Built with
about-licence = MIT
about-parts = Tauri, WebKit, SQLite, rustls and many other open-source libraries, each under its own licence (MIT, Apache-2.0, BSD, MPL-2.0 and the like).
about-licences = Show all licences
about-licencesLabel = Licences
about-copy = Copy details
about-folder = Open data folder
about-close = Close
