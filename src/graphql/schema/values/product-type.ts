/** `SOME_VENDOR` has the type `SomeVendorProduct`. */
export const productTypeOf = (vendor: string): string =>
  `${vendor
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('')}Product`;
