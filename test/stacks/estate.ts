/** Estates for the tests of stacks: YAML text → Estate. */
import { parseAllDocuments } from 'yaml'
import { createEstate } from '../../policies/estate/create-estate.ts'
import { digest } from '../../policies/estate/digest.ts'
import type { EstateDocument } from '../../policies/estate/document.ts'
import type { Estate } from '../../policies/estate/estate.ts'

/** Stands for "the digest of the document as it is". */
export const zeros = `sha256:${'0'.repeat(64)}`

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
{ kind: Person, name: ann, title: { zh: 安 }, organisation: gov, account: ann@gov, roles: [{ role: bureau, from: 2020-01-01 }, { role: owner, from: 2020-01-01 }] }
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
{ kind: Approval, name: owner-yes, of: Flow/pay-to-idp, digest: "${zeros}", as: target-owner, approver: ann, approved: 2026-01-01 }
---
{ kind: Approval, name: bureau-yes, of: Flow/pay-to-idp, digest: "${zeros}", as: bureau, approver: ann, approved: 2026-01-01 }
`

/**
 * Parses YAML documents as an Estate. Dates stay text, as in the loader; not validated, so that a test may break what it is about.
 * Approvals get the digest of the document that they name: a test about a void approval writes another digest than zeros.
 */
export function estateOf(...texts: readonly string[]): Estate {
  const documents = texts.flatMap((text) => [...parseAllDocuments(text)].flatMap((d) => ('toJS' in d ? [asDocument(d.toJS())] : [])))
  const approved = documents.map((document) => {
    if (document.kind !== 'Approval' || document.digest !== zeros) return document
    const named = documents.find((d) => `${d.kind}/${d.name}` === document.of)
    return named === undefined ? document : { ...document, digest: digest(named) }
  })
  return createEstate(approved, (document) => ({ file: 'mini.yaml', line: approved.indexOf(document) + 1, column: 1 }))
}

function asDocument(value: unknown): EstateDocument {
  if (typeof value !== 'object' || value === null || !('kind' in value)) throw new Error('not an estate document')
  return value as EstateDocument
}
