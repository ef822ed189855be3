/** Ends the reading of a template; never leaves `readGoTemplate`. */
export class TemplateError extends Error {
  constructor(
    message: string,
    /** Where in the template; absent where only its action is known. */
    readonly at?: number,
  ) {
    super(message);
  }
}
