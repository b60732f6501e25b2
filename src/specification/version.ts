/** The versions of the interfaces between the AI SDK and its providers: AI SDK 5 takes v2, 6 takes v3, 7 takes v4. */
export type SpecificationVersion = 'v2' | 'v3' | 'v4';
