// What the customers' pages say in English.

export const en = {
  language: 'English',
  /** `company` is whoever writes; "us" where nobody said who it is. */
  us: 'us',
  channels: {
    email: 'E-mail',
    sms: 'Text messages (SMS)',
    push: 'Notifications on my phone',
    inbox: 'My inbox in the app or on the website',
  } as Record<string, string>,
  /** The same in a sentence. */
  by: {
    email: 'by e-mail',
    sms: 'by text message',
    push: 'by notification on your phone',
    inbox: 'in your inbox',
  } as Record<string, string>,
  topics: {
    newsletters: { name: 'News', hint: 'Stories and news, now and then.' },
    offers: { name: 'Offers', hint: 'Sales, discounts and things to win.' },
    recommendations: { name: 'Recommendations', hint: 'What might suit you.' },
    service: { name: 'Tips and service', hint: 'How to get the most out of what you bought.' },
  },
  preferences: {
    title: (company: string) => `What you hear from ${company}`,
    intro:
      'Choose what you get. Receipts, and other messages that your orders need, reach you whatever you choose here.',
    channels: 'How may we write to you with news and offers?',
    noChannels: 'We have no address of yours that news or offers could go to.',
    topics: 'What about?',
    preferred: 'If there is a choice, where do we reach you best?',
    noPreference: 'No preference',
    frequency: 'How often?',
    frequencies: {
      all: 'Whenever there is something',
      weekly: 'Once a week at most',
      monthly: 'Once a month at most',
    },
    personal: 'Made for you',
    personalised: 'Choose by what I have bought and looked at',
    personalisedHint: 'If this is off, you get what everybody gets.',
    save: 'Save my choices',
  },
  pause: {
    title: 'Need a break?',
    hint: 'No news and no offers for 30 days. After that, it goes on as before.',
    button: 'Pause for 30 days',
    until: (date: string) => `Paused until ${date}.`,
    resume: 'Go on now',
  },
  all: {
    title: 'Had enough?',
    hint: 'No more news and no more offers from us, on any channel.',
    button: 'Unsubscribe from everything',
  },
  data: {
    title: 'Your data',
    export: 'Download my data',
    exportHint: 'Everything that is kept about you here, as a file.',
    erase: 'Delete my data',
    eraseHint: 'Everything that is kept about you here. It cannot be brought back.',
    exportTitle: 'Download your data',
    eraseTitle: 'Delete your data for good?',
    eraseWarning:
      'All that is kept about you here is deleted: your profile, what you did, and the messages you got. You get no more messages, and nobody can undo this.',
    proof:
      'So that nobody else does this with your link: which e-mail address or phone number do you get our messages at?',
    proofWrong: 'We know you under another address or number. Please look at how it is spelled.',
    erased: 'Your data is being deleted.',
    erasedHint: 'You get no more messages from us. You may close this page.',
    cancel: 'Cancel',
  },
  said: {
    saved: 'Saved. This is what holds from now on.',
    paused: 'You get no news and no offers for 30 days.',
    resumed: 'The pause is over.',
    all: 'You get no more news and no more offers from us.',
  },
  unsubscribe: {
    title: 'Unsubscribe',
    question: (company: string, by: string) => `Do you want no more news and offers from ${company} ${by}?`,
    button: 'Unsubscribe',
    onlyTopic: (topic: string) => `Only no more of this kind: ${topic}`,
    done: 'You are unsubscribed',
    doneChannel: (company: string, by: string) => `You get no more news and offers from ${company} ${by}.`,
    doneTopic: (topic: string) => `You get no more messages of this kind: ${topic}.`,
    note: 'Receipts, and other messages that your orders need, still reach you.',
    more: 'Choose what you get',
  },
  confirm: {
    title: 'Confirm your subscription',
    topic: (topic: string) => `The topic is: ${topic}.`,
    question: (company: string, by: string) => `Do you want to get news and offers from ${company} ${by}?`,
    button: 'Yes, subscribe me',
    ignore: 'If it was not you who asked for this, close this page, and nothing happens.',
    done: 'You are subscribed',
    doneHint: (company: string, by: string) => `From now on you get news and offers from ${company} ${by}.`,
  },
  problem: {
    link: {
      title: 'This link does not work',
      hint: 'It may be incomplete: mail programs sometimes break long links. Please copy all of it from our message, or use the link in a newer one.',
    },
    over: {
      title: 'This request is over',
      hint: 'It was not confirmed in time, or was taken back. If you would still like to hear from us, please subscribe once more.',
    },
    busy: {
      title: 'One moment, please',
      hint: 'There is a lot going on. Please try again in a few seconds.',
    },
    wrong: {
      title: 'That did not work',
      hint: 'Nothing was changed. Please go back and try again, or use the link in our message once more.',
    },
  },
};

export type Texts = typeof en;
