/** The site's icon as SVG: a quotation mark on a plain ground. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="6" fill="#0b4f7a"/>
<path fill="#fff" d="M7 17c0-5 2-8 6-9v3c-2 .6-3 2-3 4h3v7H7zm12 0c0-5 2-8 6-9v3c-2 .6-3 2-3 4h3v7h-6z"/>
</svg>
`;
