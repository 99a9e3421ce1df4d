export function weightOf(folder: string, page: string): { code: number; fonts: number };
export function pagesIn(folder: string): string[];
