// Our own picture beside a message: an opening quotation mark.
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" rx="12" fill="#1d4d4f"/><text x="40" y="70" font-size="80" font-family="serif" fill="#fff" text-anchor="middle">“</text></svg>`;

export const MARK = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
