// asl-validator brings no types that TypeScript finds.

declare module 'asl-validator' {
  export default function validate(definition: unknown): {
    isValid: boolean;
    errorsText(separator?: string): string;
  };
}
