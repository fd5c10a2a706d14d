import type { UnreadableReason } from './unreadable.ts';

/** Whether these bytes begin as a zip does: every `.xlsx` is one. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/** Whether these bytes begin as an old `.xls` does, or an `.xlsx` under a password. */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
}

/** Why a file that is neither a workbook nor a text of cells cannot be read, by its first bytes; null: it may be a text. */
export function strangerOf(bytes: Uint8Array): UnreadableReason | null {
  if (isCompoundFile(bytes)) return reasonOfCompoundFile(bytes);
  // The first record of an `.xls` before 1997, which stands in no container.
  if (
    bytes[0] === 0x09 &&
    [0x00, 0x02, 0x04, 0x08].includes(bytes[1] ?? -1) &&
    (bytes[2] ?? 0) <= 0x10 &&
    bytes[3] === 0
  )
    return 'old-format';
  const start = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    .replace(/^\xEF\xBB\xBF/u, '')
    .trimStart();
  if (/^(%PDF-|\{\\rtf|Rar!|7z\xBC\xAF|\x1F\x8B)/u.test(start)) return 'not-a-spreadsheet';
  return /^<(!doctype|html|head|meta|body|table|style|\?xml|!--)/iu.test(start) ? 'web-page' : null;
}

/** What stands in a compound file is told by the names of its parts, which are UTF-16. */
function reasonOfCompoundFile(bytes: Uint8Array): UnreadableReason {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (part: string): boolean => content.includes(Buffer.from(part, 'utf16le'));
  if (has('EncryptedPackage')) return 'password-protected';
  return has('WordDocument') || has('PowerPoint Document') ? 'not-a-spreadsheet' : 'old-format';
}
