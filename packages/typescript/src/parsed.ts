/** What was made of a wire value: a listed member, or a value that the spec does not list, as it came. */
export type Parsed<T> =
  { readonly known: true; readonly value: T } | { readonly known: false; readonly value: unknown };
