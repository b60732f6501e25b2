export const PENDING: readonly string[] = [];
