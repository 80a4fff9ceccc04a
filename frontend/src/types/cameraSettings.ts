// Generated from the OpenAPI document by `make types`. Do not edit.

export const cameraSettings = {
  detection: {
    detect_fps: {
      kind: 'number',
      least: 1,
      most: 15,
      default: 5,
      description:
        'Pictures a second that are analysed. Fewer need less of the processor and see short events later or not at all.',
    },
    analysers: {
      kind: 'names',
      least: 1,
      choices: ['ppe'],
      default: ['ppe'],
      description: 'What is analysed in the pictures: names of analysers.',
    },
  },
  ppe: {
    required_items: {
      kind: 'names',
      least: 0,
      choices: ['helmet', 'vest'],
      default: ['helmet', 'vest'],
      description:
        'Items that everybody in the picture must wear; none: only rules of zones apply. An item that is taken away is no longer checked, and its ongoing violations end as `stopped`.',
    },
  },
  picture_health: {
    moved_warning: {
      kind: 'flag',
      default: true,
      description: 'Warn when the camera shows another view than before. Switch off for a camera that turns.',
    },
    defocused_warning: {
      kind: 'flag',
      default: true,
      description: 'Warn when the picture is far less sharp than usual. Switch off for a camera that zooms.',
    },
    no_colour_warning: {
      kind: 'flag',
      default: true,
      description: 'Warn when the picture has no colour. Switch off for a black-and-white camera.',
    },
  },
} as const;
