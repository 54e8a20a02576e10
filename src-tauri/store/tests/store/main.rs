//! The database through its public functions, with real files in temporary folders.

#[cfg(test)]
mod backups;
#[cfg(test)]
mod branches;
#[cfg(test)]
mod conversations;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod exchanges;
#[cfg(test)]
mod files;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod forks;
#[cfg(test)]
mod library;
#[cfg(test)]
mod prompts;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod salvage;
#[cfg(test)]
mod sealed;
#[cfg(test)]
mod turns;
#[cfg(test)]
mod windows;
