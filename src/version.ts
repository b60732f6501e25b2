declare const __PACKAGE_VERSION__: string | undefined;

/** The version of this package, as it appears in the User-Agent. */
export const VERSION: string =
  typeof __PACKAGE_VERSION__ === 'string' ? __PACKAGE_VERSION__ : '0.0.0';
