// What is used of MJML, which brings no types of its own.

declare module 'mjml-core' {
  export default function mjml2html(
    mjml: string,
    options: {
      presets: import('mjml-preset-core').Preset[];
      validationLevel: 'strict' | 'skip';
      /** By family, the stylesheets that are loaded for fonts without being asked to. */
      fonts: Record<string, string>;
      keepComments: boolean;
    },
  ): Promise<{ html: string }>;
}

declare module 'mjml-preset-core' {
  export type Component = {
    getTagName(): string;
    /** Whether its content is HTML. */
    endingTag?: boolean;
    allowedAttributes?: Record<string, string>;
  };
  export type Preset = { components: Component[]; dependencies: Record<string, string[]> };
  const preset: Preset;
  export default preset;
}
