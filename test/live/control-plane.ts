/** The real control plane for live tests; the library lies in scripts/control-plane so that people can run it too. */
export * from '../../scripts/control-plane/index.ts'
export { describeLive } from './describe-live.ts'
