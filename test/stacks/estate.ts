/** Estates for the tests of stacks: YAML text → Estate, without files or approval digests (an Approval counts when it names the document). */
import { parseAllDocuments } from 'yaml'
import type { DocumentOf, EstateDocument, EstateKind } from '../../policies/estate/document.ts'
import type { Estate, PlacedTier } from '../../policies/estate/estate.ts'
import { namespaceName } from '../../policies/names.ts'

/** Two departments, three systems, one cluster, dual stack; every test changes what it is about. */
export const miniEstate = `
{ kind: Estate, name: mini, title: { zh: 小云 }, schema: 1, bureau: bureau, regions: [cn-1], registries: [registry.example/], backend: { type: local } }
---
{ kind: Province, name: p, title: { zh: 省 }, code: "990000" }
---
{ kind: City, name: c, title: { zh: 市 }, code: "990100", province: p }
---
kind: Cluster
name: city
city: c
version: "1.34"
region: cn-1
trust: production
networkPlugin: { name: cilium, enforcesNetworkPolicy: true }
podCidrs: [10.64.0.0/14, "fd00:64::/48"]
serviceCidrs: [10.96.0.0/16, "fd00:96::/112"]
nodeCidrs: [10.10.0.0/20, "fd00:10::/64"]
apiServer: [10.10.0.1/32]
storageClasses: [{ name: encrypted, encrypted: true }]
ingress: { className: nginx, namespace: ingress-nginx }
pools:
  - { name: general, labels: { pool: general } }
  - { name: xc, xinchuang: true, labels: { pool: xc }, taint: { key: xc, value: "yes", effect: NoSchedule } }
---
{ kind: Zone, name: service, title: { zh: 服务区 }, purpose: service, exposure: government, cidrs: [] }
---
{ kind: Zone, name: data, title: { zh: 数据区 }, purpose: data, exposure: none, cidrs: [] }
---
{ kind: Organisation, name: gov, title: { zh: 机关 }, uscc: 11990100000000019F, type: government }
---
{ kind: Person, name: ann, title: { zh: 安 }, organisation: gov, account: ann@gov, roles: [] }
---
{ kind: Person, name: bob, title: { zh: 包 }, organisation: gov, account: bob@gov, roles: [] }
---
{ kind: Department, name: bureau, title: { zh: 数据局 }, area: c, owner: ann, costCentre: "1", contacts: [{ name: 值班 }] }
---
{ kind: Department, name: hr, title: { zh: 人社局 }, area: c, owner: bob, costCentre: "2", contacts: [{ name: 值班 }] }
---
{ kind: GradingObject, name: g2, title: { zh: 二级 }, members: { systems: [portal, pay, idp] }, level: 2 }
---
kind: System
name: portal
title: { zh: 门户, en: Portal }
department: bureau
phase: running
phaseSince: 2025-01-01
parties: { owner: { organisation: gov, contact: ann, from: 2025-01-01 } }
usage: { kind: people }
quota: { cpu: "8", memory: 16Gi, storage: 100Gi, pods: 40 }
tiers:
  - name: web
    zone: service
    cluster: city
    workloads:
      - { name: web, image: "registry.example/web@sha256:15d46e231172f1bf48a8e72ad6bbab50378d1dbcc773f6400f53a58c8c51f50d", replicas: 2, ports: [{ name: http, port: 8080 }], resources: { cpu: 250m, memory: 512Mi }, ingress: { host: portal.example, tlsSecret: portal-tls, port: http } }
---
kind: System
name: idp
title: { zh: 统一身份 }
department: bureau
phase: running
phaseSince: 2025-01-01
parties: { owner: { organisation: gov, contact: ann, from: 2025-01-01 } }
usage: { kind: interface }
tiers: [{ name: api, zone: service, cluster: city }]
---
kind: System
name: pay
title: { zh: 社保 }
department: hr
phase: running
phaseSince: 2025-01-01
parties: { owner: { organisation: gov, contact: bob, from: 2025-01-01 }, operators: [{ organisation: gov, contact: ann, from: 2025-01-01, to: 2027-12-31 }] }
usage: { kind: internal }
quota: { cpu: "6", memory: 12Gi, storage: 100Gi, pods: 31 }
data: [{ name: 账, class: important, personal: true, share: none, tier: db }]
tiers:
  - { name: web, zone: service, cluster: city }
  - name: db
    zone: data
    cluster: city
    workloads:
      - { name: db, type: StatefulSet, image: "registry.example/db@sha256:15d46e231172f1bf48a8e72ad6bbab50378d1dbcc773f6400f53a58c8c51f50d", replicas: 2, ports: [{ name: pg, port: 5432 }], resources: { cpu: 500m, memory: 1Gi }, storage: [{ name: data, mountPath: /var/lib/data, size: 10Gi, class: encrypted }] }
---
{ kind: SharedService, name: identity, title: { zh: 统一身份 }, capability: identity, system: idp, tier: api, ports: [{ port: 8443 }] }
---
{ kind: Flow, name: pay-to-idp, from: pay/web, to: "service:identity", ports: [{ port: 8443 }], purpose: 登录验证, owner: bob, expires: 2026-12-31 }
---
{ kind: Approval, name: owner-yes, of: Flow/pay-to-idp, digest: "sha256:${'0'.repeat(64)}", as: target-owner, approver: ann, approved: 2026-01-01 }
---
{ kind: Approval, name: bureau-yes, of: Flow/pay-to-idp, digest: "sha256:${'0'.repeat(64)}", as: bureau, approver: ann, approved: 2026-01-01 }
`

/** Parses YAML documents as an Estate. Dates stay text, as in the loader. */
export function estateOf(...texts: readonly string[]): Estate {
  const documents: EstateDocument[] = []
  const positions = new Map<EstateDocument, number>()
  for (const text of texts) {
    for (const document of [...parseAllDocuments(text)]) {
      if (!('toJS' in document)) continue
      const parsed = asDocument(document.toJS())
      positions.set(parsed, positions.size + 1)
      documents.push(parsed)
    }
  }
  const of = <K extends EstateKind>(kind: K): readonly DocumentOf<K>[] => documents.filter((d): d is EstateDocument & DocumentOf<K> => d.kind === kind)
  const get = <K extends EstateKind>(kind: K, name: string): DocumentOf<K> | undefined => of(kind).find((d) => d.name === name)
  const levelOf = (system: string): 2 | 3 | 4 | null => of('GradingObject').find((g) => g.members.systems?.includes(system))?.level ?? null
  const tiers: PlacedTier[] = of('System').flatMap((system) => {
    const department = get('Department', system.department)
    if (department === undefined) return []
    return system.tiers.map((tier) => ({
      system, department, tier, namespace: namespaceName(department.name, system.name, tier),
      place: { department: department.name, system: system.name, tier: tier.name, zone: tier.zone, level: levelOf(system.name), environment: system.environment ?? 'production' },
    }))
  })
  const [root] = of('Estate')
  if (root === undefined) throw new Error('the test estate has no Estate document')
  return {
    root, documents, of, get, tiers, levelOf, timezone: 'Asia/Shanghai',
    position: (document) => ({ file: 'mini.yaml', line: positions.get(document) ?? 0, column: 1 }),
    tierOf: (cluster, namespace) => tiers.find((t) => t.tier.cluster === cluster && t.namespace === namespace),
    approvalsOf: (document) => of('Approval').filter((a) => a.of === `${document.kind}/${document.name}`),
    digestOf: () => `sha256:${'0'.repeat(64)}`,
  }
}

function asDocument(value: unknown): EstateDocument {
  if (typeof value !== 'object' || value === null || !('kind' in value)) throw new Error('not an estate document')
  return value as EstateDocument
}
