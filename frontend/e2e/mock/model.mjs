// The model of the mock. MOCK_MODEL=loading, failed, pinned, plain or away shows its other states.
const changes = {
  loading: { switch: { state: 'loading', name: 'plant-2-91c0fe', code: '', reason: '', hint: '' } },
  failed: {
    switch: {
      state: 'failed', name: 'plant-2-91c0fe', code: 'file_changed', reason: 'The model file model.onnx is not the one that the manifest promises (hash 91c0fe12ab34…).',
      hint: 'Restore the file, or run another model: make model USE=<name>.',
    },
  },
  pinned: { pinned: true, previous: null },
  plain: {
    name: 'ppe-nano-640', classes: ['person', 'helmet', 'no-helmet'], measured: null, previous: null,
    mapping: { person: 'person', helmet: 'helmet', 'no-helmet': 'no-helmet' }, judges: ['helmet'],
  },
};

const model = (state) => ({
  name: 'plant-1-37ab8c', sha256: '0123456789abcdef'.repeat(4), engine: 'openvino', device: 'cpu, bf16', input_size: 640, second_look_side: 96,
  classes: ['Hardhat', 'Mask', 'NO-Hardhat', 'NO-Mask', 'NO-Safety Vest', 'Person', 'Safety Cone', 'Safety Vest', 'machinery', 'vehicle'],
  mapping: { Hardhat: 'helmet', 'NO-Hardhat': 'no-helmet', 'Safety Vest': 'vest', 'NO-Safety Vest': 'no-vest', Person: 'person' },
  judges: ['helmet', 'vest'],
  licence: 'AGPL-3.0 License (https://ultralytics.com/license) (as the file says)',
  attribution: 'Construction Site Safety, Roboflow Universe, CC BY 4.0',
  milliseconds: { onnxruntime: 24.1, openvino: 18.4 },
  measured: {
    data: 'plant-1-november', pictures: 163, map50: 0.8714, map50_95: 0.512, map50_interval: [0.841, 0.896],
    ap50: { helmet: 0.931, 'no-helmet': 0.762, vest: 0.918, 'no-vest': 0.811, person: 0.935 },
    ap50_interval: { helmet: [0.9, 0.955], 'no-helmet': [0.65, 0.85], vest: [0.88, 0.94], 'no-vest': [0.74, 0.87], person: [0.91, 0.95] },
    precision: { helmet: 0.95, 'no-helmet': 0.81, vest: 0.93, 'no-vest': 0.85, person: 0.94 },
    recall: { helmet: 0.88, 'no-helmet': 0.7, vest: 0.86, 'no-vest': 0.74, person: 0.9 },
  },
  pinned: false, previous: 'ppe-nano-640', switch: null,
  load: { pictures_per_second: 9.8, second_looks_per_second: 0.4, milliseconds_mean: 21.3, milliseconds_p95: 27.9, waiting_ms_p95: 31.5, busy: 0.22, cameras: 2, stale: 0 },
  ...changes[state],
});

export { model };
