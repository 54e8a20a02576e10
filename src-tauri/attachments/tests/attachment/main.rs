//! Files through the folder that checks and keeps them; every file is made here.

#[cfg(test)]
mod accepted;
#[cfg(test)]
mod changed;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod drawn;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod large_pictures;
#[cfg(test)]
mod names_and_types;
#[cfg(test)]
mod office;
#[cfg(test)]
mod pdf_seen;
#[cfg(test)]
mod pdf_text;
#[cfg(test)]
mod pdfs;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod printed;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod word;
#[cfg(test)]
mod worker;
