/**
 * Restricted fields: Plane.carries, vpn; Link.planes.
 * Allowed values: management has a plane of its own, no two planes share a vpn, and each plane is carried by a link (一网多平面).
 */
import { estateCheck } from '../check.ts'

export const planeSeparated = estateCheck({
  id: 'plane-separated',
  severity: 'medium',
  title: { zh: '各平面相互分开', en: 'Planes are kept apart' },
  why: { zh: '管理与业务走同一平面，业务侧失守就能碰到管理口；两个平面共用一个 VPN 等于没有分。', en: 'Where management shares a plane with business, who takes one reaches the other; two planes in one VPN are one plane.' },
  remedy: { zh: '为管理单设平面和 VPN，并在承载它的链路上写明 planes。', en: 'Give management a plane and a VPN of its own, and name the planes on the links that carry them.' },
  snippet: 'kind: Plane\nname: ops\ntitle: { zh: 管理平面 }\ncarries: [management]\nvpn: 示例-VPN-9\n',
  reasons: {
    'mixed-management': { zh: '管理流量与业务同在一个平面', en: 'management shares the plane with business' },
    'shared-vpn': { zh: '与别的平面共用一个 VPN', en: 'the plane shares its VPN with another' },
    'not-carried': { zh: '没有链路承载该平面', en: 'no link carries the plane' },
  },
  target: { estate: 'Plane' },
  *evaluate(plane, context) {
    const estate = context.requireEstate()
    if (plane.carries.includes('management') && plane.carries.length > 1) yield { reason: 'mixed-management', path: 'carries', found: plane.carries.join(', ') }
    const twin = plane.vpn === undefined ? undefined : estate.of('Plane').find((other) => other.name !== plane.name && other.vpn === plane.vpn)
    if (twin !== undefined) yield { reason: 'shared-vpn', path: 'vpn', found: `${plane.vpn ?? ''}: ${twin.name}` }
    if (!estate.of('Link').some((link) => (link.planes ?? []).includes(plane.name))) yield { reason: 'not-carried' }
  },
})
