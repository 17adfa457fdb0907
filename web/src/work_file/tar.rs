//! Headers of a tar archive (POSIX ustar), as far as plain files need them.

/// Headers and contents begin at multiples of this.
pub const BLOCK_BYTES: usize = 512;

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Bytes of its content.
    pub size: u64,
}

/// Why a block is no header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no header of an archive")]
pub struct NoHeader;

const NAME: std::ops::Range<usize> = 0..100;
const SIZE: std::ops::Range<usize> = 124..136;
const CHECKSUM: std::ops::Range<usize> = 148..156;
const MAGIC: std::ops::Range<usize> = 257..263;

/// The header of a file; the name has at most 100 bytes of ASCII.
#[must_use]
pub fn header(entry: &Entry) -> [u8; BLOCK_BYTES] {
    let mut block = [0; BLOCK_BYTES];
    let mut put = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
    put(NAME.start, &entry.name.as_bytes()[..entry.name.len().min(NAME.len())]);
    // mode, owner, group
    put(100, b"0000644\x000000000\x000000000\x00");
    put(SIZE.start, format!("{:011o}\0", entry.size).as_bytes());
    // time of change: none, so that the same work gives the same bytes
    put(136, b"00000000000\0");
    put(156, b"0");
    put(MAGIC.start, b"ustar\x0000");
    let sum = checksum(&block);
    block[CHECKSUM].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

/// Reads a header; `None` for the empty block at the end of an archive.
pub fn read_header(block: &[u8]) -> Result<Option<Entry>, NoHeader> {
    if block.len() < BLOCK_BYTES {
        return Err(NoHeader);
    }
    let block = &block[..BLOCK_BYTES];
    if block.iter().all(|byte| *byte == 0) {
        return Ok(None);
    }
    let is_right = &block[MAGIC][..5] == b"ustar" && octal(&block[CHECKSUM]) == Some(u64::from(checksum(block)));
    let name = block[NAME].split(|byte| *byte == 0).next().unwrap_or_default();
    let name = std::str::from_utf8(name).map_err(|_| NoHeader)?.to_owned();
    let size = octal(&block[SIZE]).ok_or(NoHeader)?;
    if is_right { Ok(Some(Entry { name, size })) } else { Err(NoHeader) }
}

/// Bytes that fill the last block of a content.
#[must_use]
pub fn padding(size: u64) -> usize {
    let over = (size % BLOCK_BYTES as u64) as usize;
    if over == 0 { 0 } else { BLOCK_BYTES - over }
}

/// The sum of all bytes, those of the checksum itself taken as spaces.
fn checksum(block: &[u8]) -> u32 {
    block.iter().enumerate().map(|(at, byte)| if CHECKSUM.contains(&at) { 32 } else { u32::from(*byte) }).sum()
}

fn octal(field: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    u64::from_str_radix(text, 8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_survive() {
        let entry = Entry { name: "analysis.json".to_owned(), size: 1_234_567 };
        assert_eq!(read_header(&header(&entry)), Ok(Some(entry)));
        assert_eq!(read_header(&[0; BLOCK_BYTES]), Ok(None));
    }

    #[test]
    fn what_was_tampered_with_is_no_header() {
        let mut block = header(&Entry { name: "work.json".to_owned(), size: 10 });
        block[130] = b'7';
        assert_eq!(read_header(&block), Err(NoHeader));
        assert_eq!(read_header(b"short"), Err(NoHeader));
        assert_eq!(read_header(&[0xff; BLOCK_BYTES]), Err(NoHeader));
    }

    #[test]
    fn contents_fill_blocks() {
        assert_eq!([0, 1, 511, 512, 513].map(padding), [0, 511, 1, 0, 511]);
    }
}
