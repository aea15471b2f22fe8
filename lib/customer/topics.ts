// What marketing is about: the topics from which a customer may withdraw, and keep the channel.

export const topics = ['newsletters', 'offers', 'recommendations', 'service'] as const;

export type Topic = (typeof topics)[number];

export function isTopic(name: unknown): name is Topic {
  return topics.some((topic) => topic === name);
}
