export default {
  paths: ['stories/*.feature'],
  import: ['stories/steps/*.mjs'],
  strict: true,
  parallel: 2,
  format: ['progress'],
};
