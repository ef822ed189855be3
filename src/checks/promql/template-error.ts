/** Ends the reading of a template; never leaves `readGoTemplate`. */
export class TemplateError extends Error {}
