/** Why another model could not be loaded, by the server's code, and what to do. */
export const modelFaults = {
  'model_fault.model_missing': 'There is no model of this name.',
  'model_fault.model_missing.hint': 'On the Mandor machine, “make model” lists those there are.',
  'model_fault.manifest_unreadable': 'The list of models (manifest.json) is missing, incomplete or cannot be read.',
  'model_fault.manifest_unreadable.hint': 'Restore it, or run another model: make model USE=<name>.',
  'model_fault.record_unreadable': 'What was noted about which model is to run cannot be read.',
  'model_fault.record_unreadable.hint': 'On the Mandor machine, “make model USE=<name>” notes it anew.',
  'model_fault.file_missing': "The model's file is not there.",
  'model_fault.file_missing.hint': 'Restore the file, or run another model: make model USE=<name>.',
  'model_fault.file_changed': "The model's file is not the one that was added: its hash differs.",
  'model_fault.file_changed.hint':
    'Restore the file, or add the new one as a model of its own: make model FILE=best.onnx.',
  'model_fault.no_person': 'None of its classes is a person, and Mandor checks people.',
  'model_fault.no_person.hint':
    'Use a model that finds people, or say which class it is when you add it: MAP="worker=person".',
  'model_fault.engine_missing': 'The engine that the setting ENGINE names cannot be used on this machine.',
  'model_fault.engine_missing.hint': 'Check driver and libraries, or set ENGINE=auto.',
  'model_fault.extras_missing': 'This kind of file needs ultralytics, which is not installed.',
  'model_fault.extras_missing.hint': 'Run “make extras”, then “make run”, or add the model as ONNX.',
  'model_fault.not_loadable': 'The file is broken, or no model that the engine can load.',
  'model_fault.not_loadable.hint': 'Restore the file, or export it again and add it anew.',
  'model_fault.wrong_shape':
    'The file is a model, but what it takes or answers is not what was noted when it was added.',
  'model_fault.wrong_shape.hint': 'Add it anew: make model FILE=best.onnx.',
  'model_fault.no_engine': 'No engine on this machine can run it, each for a reason of its own.',
  'model_fault.no_engine.hint': 'The details say why. Set ENGINE=auto, or run another model: make model USE=<name>.',
  'model_fault.ended_detector': 'It ended the detection process again and again while it was loaded.',
  'model_fault.ended_detector.hint':
    '“make model USE=<name>” tries it once more. Another engine or a new export may help.',
  'model_fault.model_unusable': 'It cannot be used.',
  'model_fault.model_unusable.hint': 'The details say why. “make model” lists the others.',
} as const;
